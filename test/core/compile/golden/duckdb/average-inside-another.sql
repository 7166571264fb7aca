SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "t1"."customer_id" AS "k1", SUM((CAST((2 * CAST(replace(CAST(CAST("r2"."v1" AS DECIMAL(38,2)) AS VARCHAR), '.', '') AS HUGEINT) * 10000 + CASE WHEN "r2"."v1" < 0 THEN -("r2"."v2") ELSE "r2"."v2" END) // (2 * "r2"."v2") AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(6,6)))) AS "v1", COUNT((CAST((2 * CAST(replace(CAST(CAST("r2"."v1" AS DECIMAL(38,2)) AS VARCHAR), '.', '') AS HUGEINT) * 10000 + CASE WHEN "r2"."v1" < 0 THEN -("r2"."v2") ELSE "r2"."v2" END) // (2 * "r2"."v2") AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(6,6)))) AS "v2"
  FROM "orders" AS "t1"
  LEFT JOIN (
    SELECT "t2"."order_id" AS "k1", SUM("t2"."price") AS "v1", COUNT("t2"."price") AS "v2"
    FROM "items" AS "t2"
    GROUP BY "t2"."order_id"
  ) AS "r2" ON "r2"."k1" = "t1"."order_id"
  GROUP BY "t1"."customer_id"
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."v1" >= CAST($1 AS DECIMAL(38,6)) * "r1"."v2"
ORDER BY "key"

-- $1: "19.99"
