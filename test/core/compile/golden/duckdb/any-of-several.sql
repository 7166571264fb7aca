SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT DISTINCT "t1"."customer_id" AS "k1"
  FROM "orders" AS "t1"
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE ("m"."country" = CAST($1 AS VARCHAR) OR ("m"."score" > CAST($2 AS DOUBLE) AND "r1"."k1" IS NOT NULL) OR NOT (COALESCE(NOT ("m"."city" IN (CAST($3 AS VARCHAR), CAST($4 AS VARCHAR))), FALSE)))
ORDER BY "key"

-- $1: "DE"
-- $2: "0.5"
-- $3: "Rome"
-- $4: "Paris"
