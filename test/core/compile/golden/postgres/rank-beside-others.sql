SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM (
  SELECT "k1" AS "customer_id", "k2" AS "account_id"
  FROM (
    SELECT "c1"."customer_id" AS "k1", "c1"."account_id" AS "k2", RANK() OVER (ORDER BY CAST("c1"."credit" AS numeric) DESC, "c1"."customer_id" ASC) AS "place", COUNT(*) OVER () AS "n"
    FROM "customers" AS "c1"
    WHERE CAST("c1"."credit" AS numeric) IS NOT NULL
  ) AS "p"
  WHERE "place" * 100 <= "n" * CAST($1 AS bigint)
) AS "m"
LEFT JOIN "accounts" AS "o1" ON "o1"."account_id" = "m"."account_id"
WHERE CAST("o1"."plan" AS text) = CAST($2 AS text)
  AND "m"."customer_id" IN (
  SELECT "t1"."customer_id"
  FROM "orders" AS "t1"
  WHERE ("t1"."ordered_at" >= CAST($3 AS timestamp) AND "t1"."ordered_at" < CAST($4 AS timestamp))
)
ORDER BY "key"

-- $1: "10"
-- $2: "pro"
-- $3: "2024-06-01T12:00:00Z"
-- $4: "2024-07-01T12:00:00Z"
