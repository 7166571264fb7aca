SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "k1", "v1"
  FROM (
    SELECT "t1"."customer_id" AS "k1", "t1"."page" AS "v1", ROW_NUMBER() OVER (PARTITION BY "t1"."customer_id" ORDER BY "t1"."seen_at" DESC, "t1"."page" ASC NULLS LAST) AS "place"
    FROM "visits" AS "t1"
    WHERE "t1"."seen_at" IS NOT NULL
  ) AS "p"
  WHERE "place" = 1
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."v1" = CAST($1 AS VARCHAR)
ORDER BY "key"

-- $1: "/checkout"
