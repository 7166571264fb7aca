SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE NOT (COALESCE(CAST("m"."country" AS text) = CAST($1 AS text), FALSE))
ORDER BY "key"

-- $1: "US"
