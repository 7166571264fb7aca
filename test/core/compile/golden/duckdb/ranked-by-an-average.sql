SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM (
  WITH "w1" AS MATERIALIZED (
    SELECT "c1"."customer_id" AS "k1", (CAST((2 * CAST(replace(CAST(CAST("r1"."v1" AS DECIMAL(38,2)) AS VARCHAR), '.', '') AS HUGEINT) * 10000 + CASE WHEN "r1"."v1" < 0 THEN -("r1"."v2") ELSE "r1"."v2" END) // (2 * "r1"."v2") AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(6,6))) AS "v", "c1"."customer_id" AS "o1"
    FROM "customers" AS "c1"
    LEFT JOIN (
      SELECT "t1"."customer_id" AS "k1", SUM("t1"."total") AS "v1", COUNT("t1"."total") AS "v2"
      FROM "orders" AS "t1"
      GROUP BY "t1"."customer_id"
    ) AS "r1" ON "r1"."k1" = "c1"."customer_id"
    WHERE (CAST((2 * CAST(replace(CAST(CAST("r1"."v1" AS DECIMAL(38,2)) AS VARCHAR), '.', '') AS HUGEINT) * 10000 + CASE WHEN "r1"."v1" < 0 THEN -("r1"."v2") ELSE "r1"."v2" END) // (2 * "r1"."v2") AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(6,6))) IS NOT NULL
  ), "w2" AS (
    SELECT MIN("v") AS "edge" FROM (SELECT "v" FROM "w1" ORDER BY "v" DESC LIMIT 100) AS "f"
  )
  SELECT "k1" AS "customer_id"
  FROM (
    SELECT "k1", RANK() OVER (ORDER BY "v" DESC, "o1" ASC) AS "place"
    FROM "w1"
    WHERE "v" >= (SELECT "edge" FROM "w2")
  ) AS "p"
  WHERE "place" <= CAST($1 AS BIGINT)
) AS "m"
ORDER BY "key"

-- $1: "100"
