SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "t1"."customer_id" AS "k1", SUM("t1"."total") AS "v1"
  FROM "orders" AS "t1"
  WHERE COALESCE("t1"."order_id" IN (
    SELECT "t2"."order_id"
    FROM "items" AS "t2"
    LEFT JOIN "products" AS "o1" ON "o1"."product_id" = "t2"."product_id"
    WHERE "o1"."category" IN (CAST($1 AS VARCHAR), CAST($2 AS VARCHAR))
  ), FALSE)
  GROUP BY "t1"."customer_id"
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."v1" > CAST($3 AS DECIMAL(38,2))
ORDER BY "key"

-- $1: "Bikes"
-- $2: "Gloves"
-- $3: "3000"
