SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
LEFT JOIN (
  SELECT DISTINCT "x1"."customer_id" AS "k1"
  FROM "customers" AS "x1"
  JOIN "orders" AS "t1" ON "t1"."customer_id" = "x1"."customer_id"
  WHERE ("t1"."ordered_at" > "x1"."signed_up_at" AND "t1"."ordered_at" <= "x1"."signed_up_at" + INTERVAL '43200 minutes')
) AS "r1" ON "r1"."k1" = "m"."customer_id"
WHERE ("m"."signed_up_at" IS NOT NULL AND "r1"."k1" IS NULL)
ORDER BY "key"
