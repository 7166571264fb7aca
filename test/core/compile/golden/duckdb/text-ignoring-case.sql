SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
WHERE contains(lower("m"."last_name"), CAST($1 AS VARCHAR))
  AND starts_with("m"."city", CAST($2 AS VARCHAR))
  AND ends_with("m"."email", CAST($3 AS VARCHAR))
  AND NOT (contains("m"."notes", CAST($4 AS VARCHAR)))
ORDER BY "key"

-- $1: "son"
-- $2: "New "
-- $3: ".test"
-- $4: "100%"
