SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "x1"."customer_id" AS "k1", COUNT(*) AS "v1"
  FROM "customers" AS "x1"
  JOIN "orders" AS "t1" ON "t1"."customer_id" = "x1"."customer_id"
  LEFT JOIN (
    SELECT "t2"."customer_id" AS "k1", SUM(CAST("t2"."total" AS numeric)) AS "v1", COUNT(CAST("t2"."total" AS numeric)) AS "v2"
    FROM "orders" AS "t2"
    GROUP BY "t2"."customer_id"
  ) AS "r1" ON "r1"."k1" = "x1"."customer_id"
  WHERE CAST("t1"."total" AS numeric) * "r1"."v2" > "r1"."v1"
  GROUP BY "x1"."customer_id"
) AS "r2" ON "r2"."k1" = "m"."customer_id"
WHERE "r2"."v1" >= CAST($1 AS bigint)
ORDER BY "key"

-- $1: "2"
