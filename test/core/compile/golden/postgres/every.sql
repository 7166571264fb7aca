SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE NOT EXISTS (
  SELECT 1
  FROM "orders" AS "t1"
  WHERE CAST("t1"."status" AS text) <> CAST($1 AS text)
    AND NOT (COALESCE(CAST("t1"."total" AS numeric) >= CAST($2 AS numeric), FALSE))
    AND "t1"."customer_id" = "m"."customer_id"
)
ORDER BY "key"

-- $1: "cancelled"
-- $2: "1000"
