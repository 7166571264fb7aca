SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "t1"."customer_id" AS "k1", SUM((((epoch_us(CAST($1 AS TIMESTAMP)) - epoch_us(CASE WHEN timezone('Europe/Berlin', timezone('UTC', timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '1 hour')) = CAST("t1"."shipped_on" AS TIMESTAMP) THEN timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '1 hour' WHEN timezone('Europe/Berlin', timezone('UTC', timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '30 minutes')) = CAST("t1"."shipped_on" AS TIMESTAMP) THEN timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '30 minutes' ELSE timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) END)) + 1000000080000000000) // 86400000000 - 11574075)) AS "v1", COUNT((((epoch_us(CAST($2 AS TIMESTAMP)) - epoch_us(CASE WHEN timezone('Europe/Berlin', timezone('UTC', timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '1 hour')) = CAST("t1"."shipped_on" AS TIMESTAMP) THEN timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '1 hour' WHEN timezone('Europe/Berlin', timezone('UTC', timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '30 minutes')) = CAST("t1"."shipped_on" AS TIMESTAMP) THEN timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '30 minutes' ELSE timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) END)) + 1000000080000000000) // 86400000000 - 11574075)) AS "v2"
  FROM "orders" AS "t1"
  GROUP BY "t1"."customer_id"
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."v1" < CAST($3 AS DECIMAL(38,0)) * "r1"."v2"
ORDER BY "key"

-- $1: "2024-07-01T12:00:00Z"
-- $2: "2024-07-01T12:00:00Z"
-- $3: "30"
