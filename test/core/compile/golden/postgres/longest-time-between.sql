SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "t1"."customer_id" AS "k1", MAX((div(2 * CAST(NULLIF((EXTRACT(EPOCH FROM (SELECT (SELECT CASE WHEN timezone('Europe/Berlin', timezone('UTC', "second" - INTERVAL '1 hour')) = "shown" THEN "second" - INTERVAL '1 hour' WHEN timezone('Europe/Berlin', timezone('UTC', "second" - INTERVAL '30 minutes')) = "shown" THEN "second" - INTERVAL '30 minutes' ELSE "second" END FROM (SELECT timezone('UTC', timezone('Europe/Berlin', "shown")) AS "second" OFFSET 0) AS "second_let") FROM (SELECT CAST("t1"."shipped_on" AS timestamp) AS "shown" OFFSET 0) AS "shown_let")) - EXTRACT(EPOCH FROM "t1"."ordered_at")) * 1000000, 'NaN') AS numeric) * 1000000000 + sign(CAST(NULLIF((EXTRACT(EPOCH FROM (SELECT (SELECT CASE WHEN timezone('Europe/Berlin', timezone('UTC', "second" - INTERVAL '1 hour')) = "shown" THEN "second" - INTERVAL '1 hour' WHEN timezone('Europe/Berlin', timezone('UTC', "second" - INTERVAL '30 minutes')) = "shown" THEN "second" - INTERVAL '30 minutes' ELSE "second" END FROM (SELECT timezone('UTC', timezone('Europe/Berlin', "shown")) AS "second" OFFSET 0) AS "second_let") FROM (SELECT CAST("t1"."shipped_on" AS timestamp) AS "shown" OFFSET 0) AS "shown_let")) - EXTRACT(EPOCH FROM "t1"."ordered_at")) * 1000000, 'NaN') AS numeric)) * 86400000000, 2 * CAST(86400000000 AS numeric)) * 0.000000001)) AS "v1"
  FROM "orders" AS "t1"
  GROUP BY "t1"."customer_id"
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."v1" > CAST($1 AS numeric)
ORDER BY "key"

-- $1: "3"
