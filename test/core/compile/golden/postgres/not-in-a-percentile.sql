SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "k1"
  FROM (
    SELECT "c1"."customer_id" AS "k1", RANK() OVER (ORDER BY CAST("c1"."credit" AS numeric) DESC) AS "place", COUNT(*) OVER () AS "n"
    FROM "customers" AS "c1"
    WHERE CAST("c1"."credit" AS numeric) IS NOT NULL
  ) AS "p"
  WHERE ("n" - 1) * CAST($1 AS bigint) <= ("n" - "place") * 100
) AS "q1" ON "q1"."k1" = "m"."customer_id"
WHERE NOT ("q1"."k1" IS NOT NULL)
ORDER BY "key"

-- $1: "90"
