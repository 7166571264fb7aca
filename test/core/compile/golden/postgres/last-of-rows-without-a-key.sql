SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT DISTINCT "k1", "v1"
  FROM (
    SELECT "t1"."customer_id" AS "k1", CAST("t1"."page" AS text) AS "v1", RANK() OVER (PARTITION BY "t1"."customer_id" ORDER BY (CAST("t1"."page" AS text) COLLATE "C") ASC NULLS LAST) AS "place"
    FROM "visits" AS "t1"
    JOIN (
      SELECT "t2"."customer_id" AS "k1", MAX("t2"."seen_at") AS "v1"
      FROM "visits" AS "t2"
      WHERE "t2"."customer_id" IN (
          SELECT "t3"."customer_id"
          FROM "visits" AS "t3"
          WHERE CAST("t3"."page" AS text) = CAST($1 AS text)
        )
      GROUP BY "t2"."customer_id"
    ) AS "e1" ON "e1"."k1" = "t1"."customer_id" AND "e1"."v1" = "t1"."seen_at"
  ) AS "p"
  WHERE "place" = 1
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."v1" = CAST($2 AS text)
ORDER BY "key"

-- $1: "/checkout"
-- $2: "/checkout"
