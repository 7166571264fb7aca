SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE NOT EXISTS (
  SELECT 1
  FROM "orders" AS "t1"
  WHERE ("t1"."ordered_at" >= CAST($1 AS timestamp) AND "t1"."ordered_at" < CAST($2 AS timestamp))
    AND "t1"."customer_id" = "m"."customer_id"
)
ORDER BY "key"

-- $1: "2024-04-02T12:00:00Z"
-- $2: "2024-07-01T12:00:00Z"
