SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN "accounts" AS "o1" ON "o1"."account_id" = "m"."account_id"
WHERE CAST("o1"."plan" AS text) = CAST($1 AS text)
  AND "o1"."since" < CAST($2 AS date)
ORDER BY "key"

-- $1: "pro"
-- $2: "2020-01-01"
