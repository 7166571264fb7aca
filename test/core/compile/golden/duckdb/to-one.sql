SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
LEFT JOIN "accounts" AS "o1" ON "o1"."account_id" = "m"."account_id"
WHERE "o1"."plan" = CAST($1 AS VARCHAR)
  AND "o1"."since" < CAST($2 AS DATE)
ORDER BY "key"

-- $1: "pro"
-- $2: "2020-01-01"
