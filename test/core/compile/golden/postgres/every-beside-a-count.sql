SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "t1"."customer_id" AS "k1", COUNT(*) AS "v1", COUNT(CASE WHEN NOT (COALESCE(CAST("t1"."total" AS numeric) >= CAST($1 AS numeric), FALSE)) THEN 1 END) AS "v2"
  FROM "orders" AS "t1"
  GROUP BY "t1"."customer_id"
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."v1" >= CAST($2 AS bigint)
  AND COALESCE("r1"."v2", 0) = 0
ORDER BY "key"

-- $1: "50"
-- $2: "2"
