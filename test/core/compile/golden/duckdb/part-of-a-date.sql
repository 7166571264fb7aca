SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
WHERE EXTRACT(MONTH FROM "m"."birthday") IN (CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT))
ORDER BY "key"

-- $1: "6"
-- $2: "7"
-- $3: "8"
