SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "t1"."customer_id" AS "k1", SUM((div(2 * CAST("r2"."v1" AS numeric) * 1000000 + sign(CAST("r2"."v1" AS numeric)) * "r2"."v2", 2 * CAST("r2"."v2" AS numeric)) * 0.000001)) AS "v1", COUNT((div(2 * CAST("r2"."v1" AS numeric) * 1000000 + sign(CAST("r2"."v1" AS numeric)) * "r2"."v2", 2 * CAST("r2"."v2" AS numeric)) * 0.000001)) AS "v2"
  FROM "orders" AS "t1"
  LEFT JOIN (
    SELECT "t2"."order_id" AS "k1", SUM(CAST("t2"."price" AS numeric)) AS "v1", COUNT(CAST("t2"."price" AS numeric)) AS "v2"
    FROM "items" AS "t2"
    GROUP BY "t2"."order_id"
  ) AS "r2" ON "r2"."k1" = "t1"."order_id"
  GROUP BY "t1"."customer_id"
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."v1" >= CAST($1 AS numeric) * "r1"."v2"
ORDER BY "key"

-- $1: "19.99"
