SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
WHERE NOT (COALESCE("m"."country" = CAST($1 AS VARCHAR), FALSE))
ORDER BY "key"

-- $1: "US"
