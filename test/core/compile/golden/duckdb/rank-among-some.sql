SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM (
  WITH "w1" AS MATERIALIZED (
    SELECT "c1"."customer_id" AS "k1", COALESCE("r1"."v1", 0) AS "v", "c1"."customer_id" AS "o1"
    FROM "customers" AS "c1"
    LEFT JOIN (
      SELECT "t1"."customer_id" AS "k1", SUM("t1"."total") AS "v1"
      FROM "orders" AS "t1"
      GROUP BY "t1"."customer_id"
    ) AS "r1" ON "r1"."k1" = "c1"."customer_id"
    WHERE "c1"."country" = CAST($1 AS VARCHAR)
  ), "w2" AS (
    SELECT MIN("v") AS "edge" FROM (SELECT "v" FROM "w1" ORDER BY "v" DESC LIMIT 120) AS "f"
  )
  SELECT "k1" AS "customer_id"
  FROM (
    SELECT "k1", RANK() OVER (ORDER BY "v" DESC, "o1" ASC) AS "place"
    FROM "w1"
    WHERE "v" >= (SELECT "edge" FROM "w2")
  ) AS "p"
  WHERE "place" <= CAST($2 AS BIGINT)
) AS "m"
ORDER BY "key"

-- $1: "DE"
-- $2: "120"
