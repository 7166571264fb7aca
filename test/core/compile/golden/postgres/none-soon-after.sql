SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE ("m"."signed_up_at" IS NOT NULL AND NOT EXISTS (
  SELECT 1
  FROM "customers" AS "x1"
  JOIN "orders" AS "t1" ON "t1"."customer_id" = "x1"."customer_id"
  WHERE ("t1"."ordered_at" > "x1"."signed_up_at" AND "t1"."ordered_at" <= "x1"."signed_up_at" + INTERVAL '43200 minutes')
    AND "x1"."customer_id" = "m"."customer_id"
))
ORDER BY "key"
