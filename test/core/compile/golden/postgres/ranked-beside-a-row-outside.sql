SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE "m"."customer_id" IN (
  SELECT "x1"."customer_id"
  FROM "customers" AS "x1"
  JOIN "orders" AS "t1" ON "t1"."customer_id" = "x1"."customer_id"
  LEFT JOIN (
    SELECT "k1", "k2"
    FROM (
      SELECT "c2"."order_id" AS "k1", "x3"."customer_id" AS "k2", RANK() OVER (PARTITION BY "x3"."customer_id" ORDER BY CAST("c2"."total" AS numeric) DESC, "c2"."order_id" ASC) AS "place"
      FROM "customers" AS "x3"
      CROSS JOIN "orders" AS "c2"
      WHERE "c2"."customer_id" = "x3"."customer_id"
        AND CAST("c2"."total" AS numeric) IS NOT NULL
    ) AS "p"
    WHERE "place" <= CAST($1 AS bigint)
  ) AS "q1" ON "q1"."k1" = "t1"."order_id" AND "q1"."k2" = "x1"."customer_id"
  WHERE CAST("t1"."status" AS text) = CAST($2 AS text)
    AND "q1"."k1" IS NOT NULL
)
ORDER BY "key"

-- $1: "3"
-- $2: "paid"
