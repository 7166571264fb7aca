SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  WITH "w1" AS (
    SELECT "k1"
    FROM (
      SELECT "k1", ROW_NUMBER() OVER (ORDER BY "o1" ASC, "o2" ASC) AS "place"
      FROM (
        SELECT "c1"."customer_id" AS "k1", (encode(sha256(convert_to(CAST($1 AS text) || CAST("c1"."customer_id" AS text), 'UTF8')), 'hex') COLLATE "C") AS "o1", "c1"."customer_id" AS "o2"
        FROM "customers" AS "c1"
        WHERE CAST("c1"."country" AS text) = CAST($2 AS text)
      ) AS "l"
    ) AS "p"
    WHERE "place" <= CAST($3 AS bigint)
  ), "w2" AS (
    SELECT "c2"."customer_id" AS "k1"
    FROM "customers" AS "c2"
    LEFT JOIN (
      SELECT DISTINCT "t1"."customer_id" AS "k1"
      FROM "orders" AS "t1"
    ) AS "r1" ON "r1"."k1" = "c2"."customer_id"
    LEFT JOIN (
      SELECT "k1" FROM "w1"
    ) AS "q2" ON "q2"."k1" = "c2"."customer_id"
    WHERE (CAST("c2"."score" AS double precision) > CAST($4 AS double precision) OR "r1"."k1" IS NOT NULL)
      AND NOT ("q2"."k1" IS NOT NULL)
  ), "w3" AS (
    SELECT "k1"
    FROM (
      SELECT "k1", ROW_NUMBER() OVER (ORDER BY "o1" DESC, "o2" ASC) AS "place"
      FROM (
        SELECT "c3"."customer_id" AS "k1", CAST("c3"."credit" AS numeric) AS "o1", "c3"."customer_id" AS "o2"
        FROM "customers" AS "c3"
        LEFT JOIN (
          SELECT "k1" FROM "w1"
          UNION ALL
          SELECT "k1" FROM "w2"
        ) AS "q3" ON "q3"."k1" = "c3"."customer_id"
        WHERE "c3"."customer_id" IN (
          SELECT "t2"."customer_id"
          FROM "visits" AS "t2"
        )
          AND NOT ("q3"."k1" IS NOT NULL)
          AND CAST("c3"."credit" AS numeric) IS NOT NULL
      ) AS "l"
    ) AS "p"
    WHERE "place" <= CAST($5 AS bigint)
  )
  SELECT "k1" FROM "w1"
  UNION ALL
  SELECT "k1" FROM "w2"
  UNION ALL
  SELECT "k1" FROM "w3"
) AS "q1" ON "q1"."k1" = "m"."customer_id"
WHERE CAST("m"."country" AS text) IS NOT NULL
  AND NOT ("q1"."k1" IS NOT NULL)
ORDER BY "key"

-- $1: "s"
-- $2: "DE"
-- $3: "10"
-- $4: "1"
-- $5: "20"
