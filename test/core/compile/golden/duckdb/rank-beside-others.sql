SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM (
  WITH "w1" AS NOT MATERIALIZED (
    SELECT "c1"."customer_id" AS "k1", "c1"."account_id" AS "k2", "c1"."credit" AS "v", "c1"."customer_id" AS "o1"
    FROM "customers" AS "c1"
    WHERE "c1"."credit" IS NOT NULL
  ), "w2" AS (
    SELECT COUNT(*) AS "n", quantile_disc("v", 0.899) AS "edge" FROM "w1"
  )
  SELECT "k1" AS "customer_id", "k2" AS "account_id"
  FROM (
    SELECT "k1", "k2", RANK() OVER (ORDER BY "v" DESC, "o1" ASC) AS "place"
    FROM "w1"
    WHERE "v" >= (SELECT "edge" FROM "w2")
  ) AS "p"
  WHERE "place" * 100 <= (SELECT "n" FROM "w2") * CAST($1 AS BIGINT)
) AS "m"
LEFT JOIN "accounts" AS "o1" ON "o1"."account_id" = "m"."account_id"
WHERE "o1"."plan" = CAST($2 AS VARCHAR)
  AND "m"."customer_id" IN (
  SELECT "t1"."customer_id"
  FROM "orders" AS "t1"
  WHERE ("t1"."ordered_at" >= CAST($3 AS TIMESTAMP) AND "t1"."ordered_at" < CAST($4 AS TIMESTAMP))
)
ORDER BY "key"

-- $1: "10"
-- $2: "pro"
-- $3: "2024-06-01T12:00:00Z"
-- $4: "2024-07-01T12:00:00Z"
