SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
WHERE list_transform(["m"."signed_up_at"], lambda "at": "at" - (timezone('Europe/Berlin', timezone('UTC', "at")) - date_trunc('hour', timezone('Europe/Berlin', timezone('UTC', "at")))))[1] = CAST($1 AS TIMESTAMP)
ORDER BY "key"

-- $1: "2024-06-01T09:00:00Z"
