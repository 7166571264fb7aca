SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "t1"."customer_id" AS "k1", COUNT(*) AS "v1"
  FROM "orders" AS "t1"
  GROUP BY "t1"."customer_id"
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE COALESCE("r1"."v1", 0) < CAST($1 AS bigint)
ORDER BY "key"

-- $1: "3"
