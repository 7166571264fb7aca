SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "t"."customer_id" AS "k1", CASE WHEN COUNT(*) = 1 THEN CAST(MIN("t"."score") AS DECIMAL(12,2)) ELSE error('coterie: several rows for one key in the trait customers.loyalty;') END AS "v"
  FROM (SELECT customer_id, SUM(total) AS score FROM (SELECT "e"."order_id", "e"."customer_id", "e"."ordered_at", "e"."shipped_on", "e"."total", "e"."status", "e"."store_id" FROM "orders" AS "e") AS orders GROUP BY customer_id
) AS "t"
  WHERE "t"."customer_id" IS NOT NULL
  GROUP BY "t"."customer_id"
) AS "q1" ON "q1"."k1" = "m"."customer_id"
WHERE ("q1"."v" >= CAST($1 AS DECIMAL(12,2)) OR NOT (COALESCE("q1"."v" < CAST($2 AS DECIMAL(12,2)), FALSE)))
ORDER BY "key"

-- $1: "10"
-- $2: "3"
