SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "k1", "v1"
  FROM (
    SELECT "t1"."customer_id" AS "k1", "t1"."status" AS "v1", ROW_NUMBER() OVER (PARTITION BY "t1"."customer_id" ORDER BY "t1"."ordered_at" ASC, "t1"."order_id" ASC NULLS LAST, "t1"."status" ASC NULLS LAST) AS "place"
    FROM "orders" AS "t1"
    WHERE ("t1"."ordered_at" >= CAST($1 AS TIMESTAMP) AND "t1"."ordered_at" < CAST($2 AS TIMESTAMP))
      AND "t1"."ordered_at" IS NOT NULL
  ) AS "p"
  WHERE "place" = 1
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."v1" IN (CAST($3 AS VARCHAR), CAST($4 AS VARCHAR))
ORDER BY "key"

-- $1: "2023-07-02T12:00:00Z"
-- $2: "2024-07-01T12:00:00Z"
-- $3: "paid"
-- $4: "open"
