SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
WHERE "m"."country" IS NOT NULL
  AND NOT (COALESCE("m"."customer_id" IN (
  WITH "w1" AS (
    SELECT "k1"
    FROM (
      SELECT "k1", ROW_NUMBER() OVER (ORDER BY "o1" ASC, "o2" ASC) AS "place"
      FROM (
        SELECT "c1"."customer_id" AS "k1", sha256(CAST($1 AS VARCHAR) || CAST("c1"."customer_id" AS VARCHAR)) AS "o1", "c1"."customer_id" AS "o2"
        FROM "customers" AS "c1"
        WHERE "c1"."country" = CAST($2 AS VARCHAR)
      ) AS "l"
    ) AS "p"
    WHERE "place" <= CAST($3 AS BIGINT)
  ), "w2" AS (
    SELECT "c2"."customer_id" AS "k1"
    FROM "customers" AS "c2"
    WHERE ("c2"."score" > CAST($4 AS DOUBLE) OR "c2"."customer_id" IN (
      SELECT "t1"."customer_id"
      FROM "orders" AS "t1"
    ))
      AND NOT (COALESCE("c2"."customer_id" IN (
      SELECT "k1" FROM "w1"
    ), FALSE))
  ), "w3" AS (
    SELECT "k1"
    FROM (
      SELECT "k1", ROW_NUMBER() OVER (ORDER BY "o1" DESC, "o2" ASC) AS "place"
      FROM (
        SELECT "c3"."customer_id" AS "k1", "c3"."credit" AS "o1", "c3"."customer_id" AS "o2"
        FROM "customers" AS "c3"
        WHERE COALESCE("c3"."customer_id" IN (
          SELECT "t2"."customer_id"
          FROM "visits" AS "t2"
        ), FALSE)
          AND NOT (COALESCE("c3"."customer_id" IN (
          SELECT "k1" FROM "w1"
          UNION ALL
          SELECT "k1" FROM "w2"
        ), FALSE))
          AND "c3"."credit" IS NOT NULL
      ) AS "l"
    ) AS "p"
    WHERE "place" <= CAST($5 AS BIGINT)
  )
  SELECT "k1" FROM "w1"
  UNION ALL
  SELECT "k1" FROM "w2"
  UNION ALL
  SELECT "k1" FROM "w3"
), FALSE))
ORDER BY "key"

-- $1: "s"
-- $2: "DE"
-- $3: "10"
-- $4: "1"
-- $5: "20"
