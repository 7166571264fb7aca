SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE "m"."customer_id" IN (
  SELECT "x1"."customer_id"
  FROM "customers" AS "x1"
  JOIN "orders" AS "t1" ON "t1"."customer_id" = "x1"."customer_id"
  WHERE CAST("t1"."total" AS numeric) > CAST("x1"."credit" AS numeric)
)
ORDER BY "key"
