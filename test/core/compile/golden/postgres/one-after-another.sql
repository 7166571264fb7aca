SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE "m"."customer_id" IN (
  SELECT DISTINCT "k1"
  FROM (
    SELECT "k1", "at"
    FROM (
      SELECT "k1", "at", "kind", MIN(CASE WHEN "kind" = 0 THEN "at" END) OVER (PARTITION BY "k1" ORDER BY "at", "kind" ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS "n0"
      FROM (
        SELECT "k1", "at", 0 AS "kind"
        FROM (
          SELECT "t1"."customer_id" AS "k1", "t1"."ordered_at" AS "at"
          FROM "orders" AS "t1"
          WHERE CAST("t1"."status" AS text) = CAST($1 AS text)
            AND "t1"."ordered_at" IS NOT NULL
            AND "t1"."ordered_at" < CAST($2 AS timestamp)
        ) AS "s"
        UNION ALL
        SELECT "k1", "at", 1 AS "kind"
        FROM (
          SELECT "t2"."customer_id" AS "k1", "t2"."ordered_at" AS "at"
          FROM "orders" AS "t2"
          WHERE CAST("t2"."status" AS text) = CAST($3 AS text)
            AND "t2"."ordered_at" IS NOT NULL
            AND "t2"."customer_id" IN (
              SELECT "t3"."customer_id"
              FROM "orders" AS "t3"
              WHERE CAST("t3"."status" AS text) = CAST($4 AS text)
                AND "t3"."ordered_at" IS NOT NULL
                AND "t3"."ordered_at" < CAST($5 AS timestamp)
            )
        ) AS "s"
      ) AS "u"
    ) AS "w"
    WHERE ("kind" = 1 AND "n0" IS NOT NULL AND "n0" <= "at" + INTERVAL '43200 minutes')
  ) AS "g"
)
ORDER BY "key"

-- $1: "paid"
-- $2: "2024-07-01T12:00:00Z"
-- $3: "open"
-- $4: "paid"
-- $5: "2024-07-01T12:00:00Z"
