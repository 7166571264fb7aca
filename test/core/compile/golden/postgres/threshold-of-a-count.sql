SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "t1"."customer_id" AS "k1", COUNT(*) AS "v1"
  FROM "orders" AS "t1"
  WHERE ("t1"."ordered_at" >= CAST($1 AS timestamp) AND "t1"."ordered_at" < CAST($2 AS timestamp))
  GROUP BY "t1"."customer_id"
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."v1" >= CAST($3 AS bigint)
ORDER BY "key"

-- $1: "2023-07-02T12:00:00Z"
-- $2: "2024-07-01T12:00:00Z"
-- $3: "3"
