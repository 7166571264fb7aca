SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE CAST(date_trunc('month', CAST(timezone('Europe/Berlin', timezone('UTC', "m"."signed_up_at")) AS timestamp)) AS date) = CAST($1 AS date)
ORDER BY "key"

-- $1: "2024-06-01"
