SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE "m"."customer_id" IN (
  SELECT "t1"."customer_id"
  FROM "visits" AS "t1"
  WHERE ("t1"."seen_at" >= CAST($1 AS timestamptz) AND "t1"."seen_at" < CAST($2 AS timestamptz))
)
ORDER BY "key"

-- $1: "2024-03-31T07:00:00Z"
-- $2: "2024-04-01T07:00:00Z"
