SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "t1"."customer_id" AS "k1", COUNT(CASE WHEN ("t1"."ordered_at" >= CAST($1 AS timestamp) AND "t1"."ordered_at" < CAST($2 AS timestamp)) THEN 1 END) AS "v1", COUNT(CASE WHEN ("t1"."ordered_at" >= CAST($3 AS timestamp) AND "t1"."ordered_at" < CAST($4 AS timestamp)) THEN 1 END) AS "v2", SUM(CAST("t1"."total" AS numeric)) AS "v3", MAX(CASE WHEN ("t1"."ordered_at" >= CAST($5 AS timestamp) AND "t1"."ordered_at" < CAST($6 AS timestamp)) THEN CAST("t1"."total" AS numeric) END) AS "v4"
  FROM "orders" AS "t1"
  WHERE ("t1"."ordered_at" >= CAST($7 AS timestamp) AND "t1"."ordered_at" < CAST($8 AS timestamp))
  GROUP BY "t1"."customer_id"
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."v1" > 0
  AND "r1"."v2" >= CAST($9 AS bigint)
  AND "r1"."v3" > CAST($10 AS numeric)
  AND NOT (COALESCE("r1"."v4" > CAST($11 AS numeric), FALSE))
ORDER BY "key"

-- $1: "2024-06-24T12:00:00Z"
-- $2: "2024-07-01T12:00:00Z"
-- $3: "2024-06-01T12:00:00Z"
-- $4: "2024-07-01T12:00:00Z"
-- $5: "2024-04-02T12:00:00Z"
-- $6: "2024-07-01T12:00:00Z"
-- $7: "2023-07-02T12:00:00Z"
-- $8: "2024-07-01T12:00:00Z"
-- $9: "2"
-- $10: "500"
-- $11: "99"
