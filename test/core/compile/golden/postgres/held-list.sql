SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE encode(sha256(convert_to(CAST($1 AS text) || (SELECT CASE WHEN octet_length("folded") = char_length("folded") OR "folded" !~ $2 THEN lower("folded" COLLATE "C") ELSE translate(lower("folded" COLLATE "C"), $3, $4) END FROM (SELECT regexp_replace(CAST("m"."email" AS text), $5, $6, 'g') AS "folded" OFFSET 0) AS "folded_let"), 'UTF8')), 'hex') IN (SELECT "l1"."v" FROM (SELECT unnest(string_to_array(CAST($7 AS text), chr(10))) AS "v") AS "l1")
  AND NOT (COALESCE(encode(sha256(convert_to(CAST($8 AS text) || CAST("m"."customer_id" AS text), 'UTF8')), 'hex') IN (SELECT "l2"."v" FROM (SELECT unnest(string_to_array(CAST($9 AS text), chr(10))) AS "v") AS "l2"), FALSE))
ORDER BY "key"

-- $1: "salt of vips"
-- $2: "[ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝ"… (1669)
-- $3: "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ"… (1667)
-- $4: "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ"… (1667)
-- $5: "^[\\u0000-\\u0020\\u007f-\\u00a0­ ᠎ -‏ -  -⁯　︀-️﻿]+|[\\u0000-\\u0020\\u007f-\\u00a0­ ᠎ -‏ -  -⁯　︀-️﻿]+$"
-- $6: ""
-- $7: "4ffc874b14e8918bc4e91f782549b07a7e32e9ce0f9dfea4f89d28c73db04507"
-- $8: "salt of ids"
-- $9: "30a5bff70604564e5fd1f2eda94d85d12d03f46a9185f8dcdf6d307d37e82113\n6bceb91cb47d26cc5162b10918edaa4b9b645aa0cc771b37864869e92518e707"
