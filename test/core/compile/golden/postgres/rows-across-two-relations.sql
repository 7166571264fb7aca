SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE "m"."customer_id" IN (
  SELECT "t1"."customer_id"
  FROM "orders" AS "t1"
  JOIN "items" AS "t2" ON "t2"."order_id" = "t1"."order_id"
  LEFT JOIN "products" AS "o1" ON "o1"."product_id" = "t2"."product_id"
  WHERE CAST("o1"."category" AS text) = CAST($1 AS text)
    AND "t2"."quantity" >= CAST($2 AS bigint)
)
ORDER BY "key"

-- $1: "Helmets"
-- $2: "2"
