SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "t1"."customer_id" AS "k1", MIN("t1"."ordered_at") AS "v1"
  FROM "orders" AS "t1"
  GROUP BY "t1"."customer_id"
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE ("r1"."v1" >= CAST($1 AS timestamp) AND "r1"."v1" < CAST($2 AS timestamp))
ORDER BY "key"

-- $1: "2023-12-31T23:00:00Z"
-- $2: "2024-03-31T22:00:00Z"
