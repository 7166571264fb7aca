SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE ("m"."birthday" <= CAST($1 AS date) AND NOT ("m"."birthday" <= CAST($2 AS date)))
ORDER BY "key"

-- $1: "1984-07-01"
-- $2: "1974-07-01"
