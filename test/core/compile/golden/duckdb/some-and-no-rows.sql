SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT DISTINCT "t2"."customer_id" AS "k1"
  FROM "orders" AS "t2"
  WHERE ("t2"."ordered_at" >= CAST($1 AS TIMESTAMP) AND "t2"."ordered_at" < CAST($2 AS TIMESTAMP))
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "m"."customer_id" IN (
  SELECT "t1"."customer_id"
  FROM "orders" AS "t1"
  WHERE ("t1"."ordered_at" >= CAST($3 AS TIMESTAMP) AND "t1"."ordered_at" < CAST($4 AS TIMESTAMP))
)
  AND "r1"."k1" IS NULL
ORDER BY "key"

-- $1: "2024-04-02T12:00:00Z"
-- $2: "2024-07-01T12:00:00Z"
-- $3: "2023-07-02T12:00:00Z"
-- $4: "2024-07-01T12:00:00Z"
