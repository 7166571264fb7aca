SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
WHERE COALESCE("m"."customer_id" IN (
  SELECT "t1"."customer_id"
  FROM "orders" AS "t1"
  WHERE (epoch_us(CASE WHEN timezone('Europe/Berlin', timezone('UTC', timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '1 hour')) = CAST("t1"."shipped_on" AS TIMESTAMP) THEN timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '1 hour' WHEN timezone('Europe/Berlin', timezone('UTC', timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '30 minutes')) = CAST("t1"."shipped_on" AS TIMESTAMP) THEN timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) - INTERVAL '30 minutes' ELSE timezone('UTC', timezone('Europe/Berlin', CAST("t1"."shipped_on" AS TIMESTAMP))) END) - epoch_us("t1"."ordered_at")) <= CAST($1 AS DECIMAL(38,0))
), FALSE)
ORDER BY "key"

-- $1: "129600000000"
