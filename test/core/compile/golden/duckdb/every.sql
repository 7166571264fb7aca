SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
WHERE NOT COALESCE("m"."customer_id" IN (
  SELECT "t1"."customer_id"
  FROM "orders" AS "t1"
  WHERE "t1"."status" <> CAST($1 AS VARCHAR)
    AND NOT (COALESCE("t1"."total" >= CAST($2 AS DECIMAL(12,2)), FALSE))
), FALSE)
ORDER BY "key"

-- $1: "cancelled"
-- $2: "1000"
