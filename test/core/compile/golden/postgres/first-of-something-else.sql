SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT DISTINCT "k1", "v1"
  FROM (
    SELECT "t1"."customer_id" AS "k1", CAST("t1"."status" AS text) AS "v1", RANK() OVER (PARTITION BY "t1"."customer_id" ORDER BY "t1"."order_id" ASC NULLS LAST, (CAST("t1"."status" AS text) COLLATE "C") ASC NULLS LAST) AS "place"
    FROM "orders" AS "t1"
    JOIN (
      SELECT "t2"."customer_id" AS "k1", MIN("t2"."ordered_at") AS "v1"
      FROM "orders" AS "t2"
      WHERE ("t2"."ordered_at" >= CAST($1 AS timestamp) AND "t2"."ordered_at" < CAST($2 AS timestamp))
        AND "t2"."customer_id" IN (
          SELECT "t3"."customer_id"
          FROM "orders" AS "t3"
          WHERE ("t3"."ordered_at" >= CAST($3 AS timestamp) AND "t3"."ordered_at" < CAST($4 AS timestamp))
            AND CAST("t3"."status" AS text) IN (CAST($5 AS text), CAST($6 AS text))
        )
      GROUP BY "t2"."customer_id"
    ) AS "e1" ON "e1"."k1" = "t1"."customer_id" AND "e1"."v1" = "t1"."ordered_at"
    WHERE ("t1"."ordered_at" >= CAST($7 AS timestamp) AND "t1"."ordered_at" < CAST($8 AS timestamp))
  ) AS "p"
  WHERE "place" = 1
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."v1" IN (CAST($9 AS text), CAST($10 AS text))
ORDER BY "key"

-- $1: "2023-07-02T12:00:00Z"
-- $2: "2024-07-01T12:00:00Z"
-- $3: "2023-07-02T12:00:00Z"
-- $4: "2024-07-01T12:00:00Z"
-- $5: "paid"
-- $6: "open"
-- $7: "2023-07-02T12:00:00Z"
-- $8: "2024-07-01T12:00:00Z"
-- $9: "paid"
-- $10: "open"
