SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
WHERE "m"."customer_id" IN (
  SELECT "k1"
  FROM (
    SELECT "k1", ROW_NUMBER() OVER (ORDER BY "o1" DESC, "o2" ASC) AS "place"
    FROM (
      SELECT "k1", "o1", "o2"
      FROM (
        SELECT "k1", "o1", "o2", ROW_NUMBER() OVER (PARTITION BY "g1", "g2" ORDER BY "o1" DESC, "o2" ASC) AS "place"
        FROM (
          SELECT "c1"."customer_id" AS "k1", COALESCE("r1"."v1", 0) AS "o1", "c1"."customer_id" AS "o2", "c1"."account_id" AS "g1", CASE WHEN "c1"."account_id" IS NULL THEN "c1"."customer_id" END AS "g2"
          FROM "customers" AS "c1"
          LEFT JOIN (
            SELECT "t1"."customer_id" AS "k1", SUM("t1"."total") AS "v1"
            FROM "orders" AS "t1"
            GROUP BY "t1"."customer_id"
          ) AS "r1" ON "r1"."k1" = "c1"."customer_id"
          WHERE "c1"."country" = CAST($1 AS VARCHAR)
            AND NOT (COALESCE("c1"."customer_id" IN (
            SELECT "k1"
            FROM (
              SELECT "k1", ROW_NUMBER() OVER (ORDER BY "o1" ASC, "o2" ASC) AS "place"
              FROM (
                SELECT "c2"."customer_id" AS "k1", sha256(CAST($2 AS VARCHAR) || CAST("c2"."customer_id" AS VARCHAR)) AS "o1", "c2"."customer_id" AS "o2"
                FROM "customers" AS "c2"
              ) AS "l"
            ) AS "p"
            WHERE "place" <= CAST($3 AS BIGINT)
          ), FALSE))
        ) AS "l"
      ) AS "p"
      WHERE "place" <= CAST($4 AS BIGINT)
    ) AS "l"
  ) AS "p"
  WHERE "place" <= CAST($5 AS BIGINT)
)
  AND ((sha256(CAST($6 AS VARCHAR) || COALESCE(CAST("m"."account_id" AS VARCHAR), CAST("m"."customer_id" AS VARCHAR))) >= CAST($7 AS VARCHAR) AND sha256(CAST($8 AS VARCHAR) || COALESCE(CAST("m"."account_id" AS VARCHAR), CAST("m"."customer_id" AS VARCHAR))) < CAST($9 AS VARCHAR)) OR sha256(CAST($10 AS VARCHAR) || COALESCE(CAST("m"."account_id" AS VARCHAR), CAST("m"."customer_id" AS VARCHAR))) >= CAST($11 AS VARCHAR))
ORDER BY "key"

-- $1: "DE"
-- $2: "t"
-- $3: "5"
-- $4: "2"
-- $5: "100"
-- $6: "s"
-- $7: "4000000000000000"
-- $8: "s"
-- $9: "8000000000000000"
-- $10: "s"
-- $11: "c000000000000000"
