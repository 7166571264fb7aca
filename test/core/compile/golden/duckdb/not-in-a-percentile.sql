SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
WHERE NOT (COALESCE("m"."customer_id" IN (
  WITH "w1" AS NOT MATERIALIZED (
    SELECT "c1"."customer_id" AS "k1", "c1"."credit" AS "v"
    FROM "customers" AS "c1"
    WHERE "c1"."credit" IS NOT NULL
  ), "w2" AS (
    SELECT COUNT(*) AS "n", quantile_disc("v", 0.899) AS "edge" FROM "w1"
  )
  SELECT "k1"
  FROM (
    SELECT "k1", RANK() OVER (ORDER BY "v" DESC) AS "place"
    FROM "w1"
    WHERE "v" >= (SELECT "edge" FROM "w2")
  ) AS "p"
  WHERE ((SELECT "n" FROM "w2") - 1) * CAST($1 AS BIGINT) <= ((SELECT "n" FROM "w2") - "place") * 100
), FALSE))
ORDER BY "key"

-- $1: "90"
