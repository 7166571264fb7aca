SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE EXTRACT(ISODOW FROM timezone('Europe/Berlin', timezone('UTC', "m"."signed_up_at"))) >= CAST($1 AS bigint)
ORDER BY "key"

-- $1: "6"
