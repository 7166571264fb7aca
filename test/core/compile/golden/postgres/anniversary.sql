SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE CASE WHEN (EXTRACT(MONTH FROM "m"."birthday") * 100 + EXTRACT(DAY FROM "m"."birthday")) = 229 THEN 228 ELSE (EXTRACT(MONTH FROM "m"."birthday") * 100 + EXTRACT(DAY FROM "m"."birthday")) END BETWEEN 702 AND 708
ORDER BY "key"
