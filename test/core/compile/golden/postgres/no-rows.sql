SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT DISTINCT "t1"."customer_id" AS "k1"
  FROM "orders" AS "t1"
  WHERE ("t1"."ordered_at" >= CAST($1 AS timestamp) AND "t1"."ordered_at" < CAST($2 AS timestamp))
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."k1" IS NULL
ORDER BY "key"

-- $1: "2024-04-02T12:00:00Z"
-- $2: "2024-07-01T12:00:00Z"
