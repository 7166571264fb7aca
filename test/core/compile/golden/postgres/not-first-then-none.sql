SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT DISTINCT "k1"
  FROM (
    SELECT "k1", "at"
    FROM (
      SELECT "k1", "at", "kind", MIN(CASE WHEN "kind" = 0 THEN "at" END) OVER (PARTITION BY "k1" ORDER BY "at", "kind" ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS "n0", MIN(CASE WHEN "kind" = 1 THEN "at" END) OVER (PARTITION BY "k1") AS "first"
      FROM (
        SELECT "k1", "at", 0 AS "kind"
        FROM (
          SELECT "t1"."customer_id" AS "k1", timezone('UTC', "t1"."seen_at") AS "at"
          FROM "visits" AS "t1"
          WHERE timezone('UTC', "t1"."seen_at") IS NOT NULL
            AND (timezone('UTC', "t1"."seen_at") >= CAST($1 AS timestamp) AND timezone('UTC', "t1"."seen_at") < CAST($2 AS timestamp))
        ) AS "s"
        UNION ALL
        SELECT "k1", "at", 1 AS "kind"
        FROM (
          SELECT "t2"."customer_id" AS "k1", "t2"."ordered_at" AS "at"
          FROM "orders" AS "t2"
          WHERE ("t2"."ordered_at" >= CAST($3 AS timestamp) AND "t2"."ordered_at" < CAST($4 AS timestamp))
            AND "t2"."ordered_at" IS NOT NULL
        ) AS "s"
      ) AS "u"
    ) AS "w"
    WHERE ("kind" = 1 AND "at" = "first" AND ("n0" IS NULL OR "n0" > (SELECT (SELECT CASE WHEN timezone('Europe/Berlin', timezone('UTC', "second" - INTERVAL '1 hour')) = "shown" THEN "second" - INTERVAL '1 hour' WHEN timezone('Europe/Berlin', timezone('UTC', "second" - INTERVAL '30 minutes')) = "shown" THEN "second" - INTERVAL '30 minutes' ELSE "second" END FROM (SELECT timezone('UTC', timezone('Europe/Berlin', "shown")) AS "second" OFFSET 0) AS "second_let") FROM (SELECT (timezone('Europe/Berlin', timezone('UTC', "at")) + INTERVAL '1 months') AS "shown" OFFSET 0) AS "shown_let")))
  ) AS "g"
) AS "q1" ON "q1"."k1" = "m"."customer_id"
WHERE NOT ("q1"."k1" IS NOT NULL)
ORDER BY "key"

-- $1: "2024-04-02T12:00:00Z"
-- $2: "2024-07-01T12:00:00Z"
-- $3: "2024-04-02T12:00:00Z"
-- $4: "2024-07-01T12:00:00Z"
