SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
WHERE ("m"."signed_up_at" IS NOT NULL AND NOT COALESCE("m"."customer_id" IN (
  SELECT "x1"."customer_id"
  FROM "customers" AS "x1"
  JOIN "orders" AS "t1" ON "t1"."customer_id" = "x1"."customer_id"
  WHERE ("t1"."ordered_at" > "x1"."signed_up_at" AND "t1"."ordered_at" <= "x1"."signed_up_at" + INTERVAL '43200 minutes')
), FALSE))
ORDER BY "key"
