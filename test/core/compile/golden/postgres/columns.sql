SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE CAST("m"."country" AS text) IN (CAST($1 AS text), CAST($2 AS text))
  AND CAST("m"."credit" AS numeric) >= CAST($3 AS numeric)
  AND ("m"."birthday" >= CAST($4 AS date) AND "m"."birthday" <= CAST($5 AS date))
  AND ("m"."signed_up_at" >= CAST($6 AS timestamp) AND "m"."signed_up_at" < CAST($7 AS timestamp))
  AND "m"."is_company" = CAST($8 AS boolean)
  AND CAST("m"."email" AS text) IS NOT NULL
ORDER BY "key"

-- $1: "DE"
-- $2: "FR"
-- $3: "12.5"
-- $4: "1980-01-01"
-- $5: "1989-12-31"
-- $6: "2024-05-31T22:00:00Z"
-- $7: "2024-06-30T22:00:00Z"
-- $8: false
