SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
WHERE NOT (COALESCE("m"."customer_id" IN (
  SELECT "k1"
  FROM (
    SELECT "c1"."customer_id" AS "k1", RANK() OVER (ORDER BY "c1"."credit" DESC) AS "place", COUNT(*) OVER () AS "n"
    FROM "customers" AS "c1"
    WHERE "c1"."credit" IS NOT NULL
  ) AS "p"
  WHERE ("n" - 1) * CAST($1 AS BIGINT) <= ("n" - "place") * 100
), FALSE))
ORDER BY "key"

-- $1: "90"
