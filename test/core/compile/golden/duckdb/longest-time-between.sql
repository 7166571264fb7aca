SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT "t1"."customer_id" AS "k1", MAX((CAST((2 * CAST(replace(CAST(CAST((epoch_us(CASE WHEN timezone('Europe/Berlin', timezone('UTC', timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '1 hour')) = CAST("t1"."shipped_on" AS TIMESTAMP) THEN timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '1 hour' WHEN timezone('Europe/Berlin', timezone('UTC', timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '30 minutes')) = CAST("t1"."shipped_on" AS TIMESTAMP) THEN timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '30 minutes' ELSE timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) END) - epoch_us("t1"."ordered_at")) AS DECIMAL(38,0)) AS VARCHAR), '.', '') AS HUGEINT) * 1000000000 + CASE WHEN (epoch_us(CASE WHEN timezone('Europe/Berlin', timezone('UTC', timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '1 hour')) = CAST("t1"."shipped_on" AS TIMESTAMP) THEN timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '1 hour' WHEN timezone('Europe/Berlin', timezone('UTC', timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '30 minutes')) = CAST("t1"."shipped_on" AS TIMESTAMP) THEN timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '30 minutes' ELSE timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) END) - epoch_us("t1"."ordered_at")) < 0 THEN -(86400000000) ELSE 86400000000 END) // (2 * 86400000000) AS DECIMAL(38,0)) * CAST('0.000000001' AS DECIMAL(9,9)))) AS "v1"
  FROM "orders" AS "t1"
  GROUP BY "t1"."customer_id"
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE "r1"."v1" > CAST($1 AS DECIMAL(38,9))
ORDER BY "key"

-- $1: "3"
