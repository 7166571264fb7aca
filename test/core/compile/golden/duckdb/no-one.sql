SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
WHERE FALSE
ORDER BY "key"
