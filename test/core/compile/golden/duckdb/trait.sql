SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "t1"."customer_id" AS "k1", SUM("t1"."total") AS "v1"
  FROM "orders" AS "t1"
  GROUP BY "t1"."customer_id"
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."v1" >= CAST($1 AS DECIMAL(38,2))
ORDER BY "key"

-- $1: "100"
