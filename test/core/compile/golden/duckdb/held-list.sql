SELECT CAST("m"."customer_id" AS VARCHAR) AS "key"
FROM "customers" AS "m"
WHERE sha256(CAST($1 AS VARCHAR) || lower(regexp_replace("m"."email", $2, $3, 'g'))) IN (SELECT "l1"."v" FROM (SELECT unnest(string_split(CAST($4 AS VARCHAR), chr(10))) AS "v") AS "l1")
  AND NOT (COALESCE(sha256(CAST($5 AS VARCHAR) || CAST("m"."customer_id" AS VARCHAR)) IN (SELECT "l2"."v" FROM (SELECT unnest(string_split(CAST($6 AS VARCHAR), chr(10))) AS "v") AS "l2"), FALSE))
ORDER BY "key"

-- $1: "salt of vips"
-- $2: "^[\\x00-\\x20\\x7f-\\xa0­ ᠎ -‏ -  -⁯　︀-️﻿]+|[\\x00-\\x20\\x7f-\\xa0­ ᠎ -‏ -  -⁯　︀-️﻿]+$"
-- $3: ""
-- $4: "4ffc874b14e8918bc4e91f782549b07a7e32e9ce0f9dfea4f89d28c73db04507"
-- $5: "salt of ids"
-- $6: "30a5bff70604564e5fd1f2eda94d85d12d03f46a9185f8dcdf6d307d37e82113\n6bceb91cb47d26cc5162b10918edaa4b9b645aa0cc771b37864869e92518e707"
