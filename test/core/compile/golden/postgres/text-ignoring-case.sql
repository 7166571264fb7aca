SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE (strpos((SELECT CASE WHEN octet_length("folded") = char_length("folded") OR "folded" !~ $1 THEN lower("folded" COLLATE "C") ELSE translate(lower("folded" COLLATE "C"), $2, $3) END FROM (SELECT CAST("m"."last_name" AS text) AS "folded" OFFSET 0) AS "folded_let"), CAST($4 AS text)) > 0)
  AND starts_with(CAST("m"."city" AS text), CAST($5 AS text))
  AND starts_with(reverse(CAST("m"."email" AS text)), reverse(CAST($6 AS text)))
  AND NOT ((strpos(CAST("m"."notes" AS text), CAST($7 AS text)) > 0))
ORDER BY "key"

-- $1: "[ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝ"… (1669)
-- $2: "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ"… (1667)
-- $3: "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ"… (1667)
-- $4: "son"
-- $5: "New "
-- $6: ".test"
-- $7: "100%"
