SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "t1"."customer_id" AS "k1", SUM(CASE WHEN ("t1"."ordered_at" >= CAST($1 AS TIMESTAMP) AND "t1"."ordered_at" < CAST($2 AS TIMESTAMP)) THEN "t1"."total" END) AS "v1", COUNT(CASE WHEN ("t1"."ordered_at" >= CAST($3 AS TIMESTAMP) AND "t1"."ordered_at" < CAST($4 AS TIMESTAMP)) THEN "t1"."total" END) AS "v2", SUM("t1"."total") AS "v3", COUNT("t1"."total") AS "v4"
  FROM "orders" AS "t1"
  GROUP BY "t1"."customer_id"
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."v1" * "r1"."v4" > "r1"."v3" * "r1"."v2"
ORDER BY "key"

-- $1: "2024-04-02T12:00:00Z"
-- $2: "2024-07-01T12:00:00Z"
-- $3: "2024-04-02T12:00:00Z"
-- $4: "2024-07-01T12:00:00Z"
