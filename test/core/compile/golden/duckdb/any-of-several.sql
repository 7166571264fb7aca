SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
WHERE ("m"."country" = CAST($1 AS VARCHAR) OR ("m"."score" > CAST($2 AS DOUBLE) AND "m"."customer_id" IN (
  SELECT "t1"."customer_id"
  FROM "orders" AS "t1"
)) OR NOT (COALESCE(NOT ("m"."city" IN (CAST($3 AS VARCHAR), CAST($4 AS VARCHAR))), FALSE)))
ORDER BY "key"

-- $1: "DE"
-- $2: "0.5"
-- $3: "Rome"
-- $4: "Paris"
