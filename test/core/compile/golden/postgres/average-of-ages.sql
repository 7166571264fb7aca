SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "t1"."customer_id" AS "k1", SUM(CAST(FLOOR(NULLIF((EXTRACT(EPOCH FROM CAST($1 AS timestamp)) - EXTRACT(EPOCH FROM (SELECT (SELECT CASE WHEN timezone('Europe/Berlin', timezone('UTC', "second" - INTERVAL '1 hour')) = "shown" THEN "second" - INTERVAL '1 hour' WHEN timezone('Europe/Berlin', timezone('UTC', "second" - INTERVAL '30 minutes')) = "shown" THEN "second" - INTERVAL '30 minutes' ELSE "second" END FROM (SELECT timezone('UTC', timezone('Europe/Berlin', "shown")) AS "second" OFFSET 0) AS "second_let") FROM (SELECT CAST("t1"."shipped_on" AS timestamp) AS "shown" OFFSET 0) AS "shown_let"))) * 1000000, 'NaN') / 86400000000.00000000000000000000) AS bigint)) AS "v1", COUNT(CAST(FLOOR(NULLIF((EXTRACT(EPOCH FROM CAST($2 AS timestamp)) - EXTRACT(EPOCH FROM (SELECT (SELECT CASE WHEN timezone('Europe/Berlin', timezone('UTC', "second" - INTERVAL '1 hour')) = "shown" THEN "second" - INTERVAL '1 hour' WHEN timezone('Europe/Berlin', timezone('UTC', "second" - INTERVAL '30 minutes')) = "shown" THEN "second" - INTERVAL '30 minutes' ELSE "second" END FROM (SELECT timezone('UTC', timezone('Europe/Berlin', "shown")) AS "second" OFFSET 0) AS "second_let") FROM (SELECT CAST("t1"."shipped_on" AS timestamp) AS "shown" OFFSET 0) AS "shown_let"))) * 1000000, 'NaN') / 86400000000.00000000000000000000) AS bigint)) AS "v2"
  FROM "orders" AS "t1"
  GROUP BY "t1"."customer_id"
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."v1" < CAST($3 AS numeric) * "r1"."v2"
ORDER BY "key"

-- $1: "2024-07-01T12:00:00Z"
-- $2: "2024-07-01T12:00:00Z"
-- $3: "30"
