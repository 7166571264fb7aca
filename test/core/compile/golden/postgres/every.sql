SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT DISTINCT "t1"."customer_id" AS "k1"
  FROM "orders" AS "t1"
  WHERE CAST("t1"."status" AS text) <> CAST($1 AS text)
    AND NOT (COALESCE(CAST("t1"."total" AS numeric) >= CAST($2 AS numeric), FALSE))
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."k1" IS NULL
ORDER BY "key"

-- $1: "cancelled"
-- $2: "1000"
