SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE "m"."customer_id" IN (
  SELECT "t1"."customer_id"
  FROM "orders" AS "t1"
  WHERE NULLIF((EXTRACT(EPOCH FROM (SELECT (SELECT CASE WHEN timezone('Europe/Berlin', timezone('UTC', "second" - INTERVAL '1 hour')) = "shown" THEN "second" - INTERVAL '1 hour' WHEN timezone('Europe/Berlin', timezone('UTC', "second" - INTERVAL '30 minutes')) = "shown" THEN "second" - INTERVAL '30 minutes' ELSE "second" END FROM (SELECT timezone('UTC', timezone('Europe/Berlin', "shown")) AS "second" OFFSET 0) AS "second_let") FROM (SELECT CAST("t1"."shipped_on" AS timestamp) AS "shown" OFFSET 0) AS "shown_let")) - EXTRACT(EPOCH FROM "t1"."ordered_at")) * 1000000, 'NaN') <= CAST($1 AS numeric)
)
ORDER BY "key"

-- $1: "129600000000"
