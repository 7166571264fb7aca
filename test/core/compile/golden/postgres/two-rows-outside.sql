SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE "m"."customer_id" IN (
  SELECT "x1"."customer_id"
  FROM "customers" AS "x1"
  JOIN "orders" AS "t1" ON "t1"."customer_id" = "x1"."customer_id"
  LEFT JOIN (
    SELECT DISTINCT "x4"."order_id" AS "k1", "x5"."customer_id" AS "k2"
    FROM "customers" AS "x5"
    JOIN "orders" AS "x4" ON "x4"."customer_id" = "x5"."customer_id"
    JOIN "items" AS "t3" ON "t3"."order_id" = "x4"."order_id"
    WHERE CAST("t3"."price" AS numeric) > CAST("x5"."credit" AS numeric)
  ) AS "r1" ON "r1"."k1" = "t1"."order_id" AND "r1"."k2" = "x1"."customer_id"
  WHERE "r1"."k1" IS NOT NULL
)
ORDER BY "key"
