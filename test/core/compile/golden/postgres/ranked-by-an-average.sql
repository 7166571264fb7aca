SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM (
  SELECT "k1" AS "customer_id"
  FROM (
    SELECT "c1"."customer_id" AS "k1", RANK() OVER (ORDER BY (div(2 * CAST("r1"."v1" AS numeric) * 1000000 + sign(CAST("r1"."v1" AS numeric)) * "r1"."v2", 2 * CAST("r1"."v2" AS numeric)) * 0.000001) DESC, "c1"."customer_id" ASC) AS "place"
    FROM "customers" AS "c1"
    LEFT JOIN (
      SELECT "t1"."customer_id" AS "k1", SUM(CAST("t1"."total" AS numeric)) AS "v1", COUNT(CAST("t1"."total" AS numeric)) AS "v2"
      FROM "orders" AS "t1"
      GROUP BY "t1"."customer_id"
    ) AS "r1" ON "r1"."k1" = "c1"."customer_id"
    WHERE (div(2 * CAST("r1"."v1" AS numeric) * 1000000 + sign(CAST("r1"."v1" AS numeric)) * "r1"."v2", 2 * CAST("r1"."v2" AS numeric)) * 0.000001) IS NOT NULL
  ) AS "p"
  WHERE "place" <= CAST($1 AS bigint)
) AS "m"
ORDER BY "key"

-- $1: "100"
