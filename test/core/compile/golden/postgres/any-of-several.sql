SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT DISTINCT "t1"."customer_id" AS "k1"
  FROM "orders" AS "t1"
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE (CAST("m"."country" AS text) = CAST($1 AS text) OR (CAST("m"."score" AS double precision) > CAST($2 AS double precision) AND "r1"."k1" IS NOT NULL) OR NOT (COALESCE(NOT (CAST("m"."city" AS text) IN (CAST($3 AS text), CAST($4 AS text))), FALSE)))
ORDER BY "key"

-- $1: "DE"
-- $2: "0.5"
-- $3: "Rome"
-- $4: "Paris"
