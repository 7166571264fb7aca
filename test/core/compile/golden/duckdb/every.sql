SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT DISTINCT "t1"."customer_id" AS "k1"
  FROM "orders" AS "t1"
  WHERE "t1"."status" <> CAST($1 AS VARCHAR)
    AND NOT (COALESCE("t1"."total" >= CAST($2 AS DECIMAL(12,2)), FALSE))
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."k1" IS NULL
ORDER BY "key"

-- $1: "cancelled"
-- $2: "1000"
