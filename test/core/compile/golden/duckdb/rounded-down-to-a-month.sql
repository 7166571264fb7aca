SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
WHERE CAST(date_trunc('month', timezone('Europe/Berlin', timezone('UTC', "m"."signed_up_at"))) AS DATE) = CAST($1 AS DATE)
ORDER BY "key"

-- $1: "2024-06-01"
