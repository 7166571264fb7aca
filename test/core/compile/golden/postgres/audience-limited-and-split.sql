SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
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
            SELECT "k1"
            FROM (
              SELECT "k1", ROW_NUMBER() OVER (ORDER BY "o1" ASC, "o2" ASC) AS "place"
              FROM (
                SELECT "c2"."customer_id" AS "k1", (encode(sha256(convert_to(CAST($1 AS text) || CAST("c2"."customer_id" AS text), 'UTF8')), 'hex') COLLATE "C") AS "o1", "c2"."customer_id" AS "o2"
                FROM "customers" AS "c2"
              ) AS "l"
            ) AS "p"
            WHERE "place" <= CAST($2 AS bigint)
          ) AS "q1" ON "q1"."k1" = "c1"."customer_id"
          LEFT JOIN (
            SELECT "t1"."customer_id" AS "k1", SUM(CAST("t1"."total" AS numeric)) AS "v1"
            FROM "orders" AS "t1"
            GROUP BY "t1"."customer_id"
          ) AS "r1" ON "r1"."k1" = "c1"."customer_id"
          WHERE CAST("c1"."country" AS text) = CAST($3 AS text)
            AND NOT ("q1"."k1" IS NOT NULL)
        ) AS "l"
      ) AS "p"
      WHERE "place" <= CAST($4 AS bigint)
    ) AS "l"
  ) AS "p"
  WHERE "place" <= CAST($5 AS bigint)
)
  AND (((encode(sha256(convert_to(CAST($6 AS text) || COALESCE(CAST("m"."account_id" AS text), CAST("m"."customer_id" AS text)), 'UTF8')), 'hex') COLLATE "C") >= CAST($7 AS text) AND (encode(sha256(convert_to(CAST($8 AS text) || COALESCE(CAST("m"."account_id" AS text), CAST("m"."customer_id" AS text)), 'UTF8')), 'hex') COLLATE "C") < CAST($9 AS text)) OR (encode(sha256(convert_to(CAST($10 AS text) || COALESCE(CAST("m"."account_id" AS text), CAST("m"."customer_id" AS text)), 'UTF8')), 'hex') COLLATE "C") >= CAST($11 AS text))
ORDER BY "key"

-- $1: "t"
-- $2: "5"
-- $3: "DE"
-- $4: "2"
-- $5: "100"
-- $6: "s"
-- $7: "4000000000000000"
-- $8: "s"
-- $9: "8000000000000000"
-- $10: "s"
-- $11: "c000000000000000"
