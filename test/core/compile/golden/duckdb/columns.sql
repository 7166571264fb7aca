SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
WHERE "m"."country" IN (CAST($1 AS VARCHAR), CAST($2 AS VARCHAR))
  AND "m"."credit" >= CAST($3 AS DECIMAL(12,2))
  AND ("m"."birthday" >= CAST($4 AS DATE) AND "m"."birthday" <= CAST($5 AS DATE))
  AND ("m"."signed_up_at" >= CAST($6 AS TIMESTAMP) AND "m"."signed_up_at" < CAST($7 AS TIMESTAMP))
  AND "m"."is_company" = CAST($8 AS BOOLEAN)
  AND "m"."email" IS NOT NULL
ORDER BY "key"

-- $1: "DE"
-- $2: "FR"
-- $3: "12.5"
-- $4: "1980-01-01"
-- $5: "1989-12-31"
-- $6: "2024-05-31T22:00:00Z"
-- $7: "2024-06-30T22:00:00Z"
-- $8: false
