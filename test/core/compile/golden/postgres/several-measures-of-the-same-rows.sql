SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "t1"."customer_id" AS "k1", COUNT(*) AS "v1", SUM(CAST("t1"."total" AS numeric)) AS "v2", MAX(CAST("t1"."total" AS numeric)) AS "v3", COUNT(DISTINCT "t1"."store_id") AS "v4"
  FROM "orders" AS "t1"
  GROUP BY "t1"."customer_id"
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE ("r1"."v1" >= CAST($1 AS bigint) AND "r1"."v1" <= CAST($2 AS bigint))
  AND "r1"."v2" > CAST($3 AS numeric)
  AND "r1"."v3" < CAST($4 AS numeric)
  AND "r1"."v4" > CAST($5 AS bigint)
ORDER BY "key"

-- $1: "2"
-- $2: "10"
-- $3: "500"
-- $4: "1000"
-- $5: "1"
