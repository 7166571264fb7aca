SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "t1"."customer_id" AS "k1", SUM(CASE WHEN ("t1"."ordered_at" >= CAST($1 AS timestamp) AND "t1"."ordered_at" < CAST($2 AS timestamp)) THEN CAST("t1"."total" AS numeric) END) AS "v1", COUNT(CASE WHEN ("t1"."ordered_at" >= CAST($3 AS timestamp) AND "t1"."ordered_at" < CAST($4 AS timestamp)) THEN CAST("t1"."total" AS numeric) END) AS "v2", SUM(CAST("t1"."total" AS numeric)) AS "v3", COUNT(CAST("t1"."total" AS numeric)) AS "v4"
  FROM "orders" AS "t1"
  GROUP BY "t1"."customer_id"
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."v1" * "r1"."v4" > "r1"."v3" * "r1"."v2"
ORDER BY "key"

-- $1: "2024-04-02T12:00:00Z"
-- $2: "2024-07-01T12:00:00Z"
-- $3: "2024-04-02T12:00:00Z"
-- $4: "2024-07-01T12:00:00Z"
