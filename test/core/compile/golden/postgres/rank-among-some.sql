SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM (
  SELECT "k1" AS "customer_id"
  FROM (
    SELECT "c1"."customer_id" AS "k1", RANK() OVER (ORDER BY COALESCE("r1"."v1", 0) DESC, "c1"."customer_id" ASC) AS "place"
    FROM "customers" AS "c1"
    LEFT JOIN (
      SELECT "t1"."customer_id" AS "k1", SUM(CAST("t1"."total" AS numeric)) AS "v1"
      FROM "orders" AS "t1"
      GROUP BY "t1"."customer_id"
    ) AS "r1" ON "r1"."k1" = "c1"."customer_id"
    WHERE CAST("c1"."country" AS text) = CAST($1 AS text)
  ) AS "p"
  WHERE "place" <= CAST($2 AS bigint)
) AS "m"
ORDER BY "key"

-- $1: "DE"
-- $2: "120"
