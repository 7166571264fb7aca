SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "t1"."customer_id" AS "k1", SUM(CAST("t1"."total" AS numeric)) AS "v1"
  FROM "orders" AS "t1"
  WHERE "t1"."order_id" IN (
    SELECT "t2"."order_id"
    FROM "items" AS "t2"
    LEFT JOIN "products" AS "o1" ON "o1"."product_id" = "t2"."product_id"
    WHERE CAST("o1"."category" AS text) IN (CAST($1 AS text), CAST($2 AS text))
  )
  GROUP BY "t1"."customer_id"
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."v1" > CAST($3 AS numeric)
ORDER BY "key"

-- $1: "Bikes"
-- $2: "Gloves"
-- $3: "3000"
