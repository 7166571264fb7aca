SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE EXTRACT(MONTH FROM "m"."birthday") IN (CAST($1 AS bigint), CAST($2 AS bigint), CAST($3 AS bigint))
ORDER BY "key"

-- $1: "6"
-- $2: "7"
-- $3: "8"
