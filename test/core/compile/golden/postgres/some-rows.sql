SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE "m"."customer_id" IN (
  SELECT "t1"."customer_id"
  FROM "orders" AS "t1"
  WHERE ("t1"."ordered_at" >= CAST($1 AS timestamp) AND "t1"."ordered_at" < CAST($2 AS timestamp))
)
ORDER BY "key"

-- $1: "2024-06-01T12:00:00Z"
-- $2: "2024-07-01T12:00:00Z"
