SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT DISTINCT "k1", "v1"
  FROM (
    SELECT "x1"."customer_id" AS "k1", CAST("t1"."status" AS text) AS "v1", RANK() OVER (PARTITION BY "x1"."customer_id" ORDER BY "t1"."order_id" ASC NULLS LAST, (CAST("t1"."status" AS text) COLLATE "C") ASC NULLS LAST) AS "place"
    FROM "customers" AS "x1"
    JOIN "orders" AS "t1" ON "t1"."customer_id" = "x1"."customer_id"
    LEFT JOIN (
      SELECT "t2"."customer_id" AS "k1", MIN("t2"."seen_at") AS "v1"
      FROM "visits" AS "t2"
      GROUP BY "t2"."customer_id"
    ) AS "r1" ON "r1"."k1" = "x1"."customer_id"
    JOIN (
      SELECT "x2"."customer_id" AS "k1", MIN("t3"."ordered_at") AS "v1"
      FROM "customers" AS "x2"
      JOIN "orders" AS "t3" ON "t3"."customer_id" = "x2"."customer_id"
      LEFT JOIN (
        SELECT "t4"."customer_id" AS "k1", MIN("t4"."seen_at") AS "v1"
        FROM "visits" AS "t4"
        GROUP BY "t4"."customer_id"
      ) AS "r2" ON "r2"."k1" = "x2"."customer_id"
      WHERE ("t3"."ordered_at" > timezone('UTC', "r2"."v1") AND "t3"."ordered_at" <= (SELECT (SELECT CASE WHEN timezone('Europe/Berlin', timezone('UTC', "second" - INTERVAL '1 hour')) = "shown" THEN "second" - INTERVAL '1 hour' WHEN timezone('Europe/Berlin', timezone('UTC', "second" - INTERVAL '30 minutes')) = "shown" THEN "second" - INTERVAL '30 minutes' ELSE "second" END FROM (SELECT timezone('UTC', timezone('Europe/Berlin', "shown")) AS "second" OFFSET 0) AS "second_let") FROM (SELECT (timezone('Europe/Berlin', timezone('UTC', timezone('UTC', "r2"."v1"))) + INTERVAL '2 months') AS "shown" OFFSET 0) AS "shown_let"))
        AND "x2"."customer_id" IN (
          SELECT "x3"."customer_id"
          FROM "customers" AS "x3"
          JOIN "orders" AS "t5" ON "t5"."customer_id" = "x3"."customer_id"
          LEFT JOIN (
            SELECT "t6"."customer_id" AS "k1", MIN("t6"."seen_at") AS "v1"
            FROM "visits" AS "t6"
            GROUP BY "t6"."customer_id"
          ) AS "r3" ON "r3"."k1" = "x3"."customer_id"
          WHERE ("t5"."ordered_at" > timezone('UTC', "r3"."v1") AND "t5"."ordered_at" <= (SELECT (SELECT CASE WHEN timezone('Europe/Berlin', timezone('UTC', "second" - INTERVAL '1 hour')) = "shown" THEN "second" - INTERVAL '1 hour' WHEN timezone('Europe/Berlin', timezone('UTC', "second" - INTERVAL '30 minutes')) = "shown" THEN "second" - INTERVAL '30 minutes' ELSE "second" END FROM (SELECT timezone('UTC', timezone('Europe/Berlin', "shown")) AS "second" OFFSET 0) AS "second_let") FROM (SELECT (timezone('Europe/Berlin', timezone('UTC', timezone('UTC', "r3"."v1"))) + INTERVAL '2 months') AS "shown" OFFSET 0) AS "shown_let"))
            AND CAST("t5"."status" AS text) = CAST($1 AS text)
        )
      GROUP BY "x2"."customer_id"
    ) AS "e1" ON "e1"."k1" = "x1"."customer_id" AND "e1"."v1" = "t1"."ordered_at"
    WHERE ("t1"."ordered_at" > timezone('UTC', "r1"."v1") AND "t1"."ordered_at" <= (SELECT (SELECT CASE WHEN timezone('Europe/Berlin', timezone('UTC', "second" - INTERVAL '1 hour')) = "shown" THEN "second" - INTERVAL '1 hour' WHEN timezone('Europe/Berlin', timezone('UTC', "second" - INTERVAL '30 minutes')) = "shown" THEN "second" - INTERVAL '30 minutes' ELSE "second" END FROM (SELECT timezone('UTC', timezone('Europe/Berlin', "shown")) AS "second" OFFSET 0) AS "second_let") FROM (SELECT (timezone('Europe/Berlin', timezone('UTC', timezone('UTC', "r1"."v1"))) + INTERVAL '2 months') AS "shown" OFFSET 0) AS "shown_let"))
  ) AS "p"
  WHERE "place" = 1
) AS "r4" ON "r4"."k1" = "m"."customer_id"
WHERE "r4"."v1" = CAST($2 AS text)
ORDER BY "key"

-- $1: "paid"
-- $2: "paid"
