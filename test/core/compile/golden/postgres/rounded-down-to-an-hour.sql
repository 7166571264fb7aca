SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE (SELECT (SELECT CASE WHEN isfinite("at") THEN "at" - ("shown" - date_trunc('hour', "shown")) ELSE "at" END FROM (SELECT timezone('Europe/Berlin', timezone('UTC', "at")) AS "shown" OFFSET 0) AS "shown_let") FROM (SELECT "m"."signed_up_at" AS "at" OFFSET 0) AS "at_let") = CAST($1 AS timestamp)
ORDER BY "key"

-- $1: "2024-06-01T09:00:00Z"
