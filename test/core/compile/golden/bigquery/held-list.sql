SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
WHERE TO_HEX(SHA256(@p0 || (SELECT IF(BYTE_LENGTH(`v`) = CHAR_LENGTH(`v`), LOWER(`v`), TRANSLATE(`v`, @p1, @p2)) FROM UNNEST([REGEXP_REPLACE(`m`.`email`, '^[\\x00-\\x20\\x7f-\\xa0­ ᠎ -‏ -  -⁯　︀-️﻿]+|[\\x00-\\x20\\x7f-\\xa0­ ᠎ -‏ -  -⁯　︀-️﻿]+$', '')]) AS `v`))) IN (SELECT `l1`.`v` FROM (SELECT `v` FROM UNNEST(SPLIT(@p3, CODE_POINTS_TO_STRING([10]))) AS `v`) AS `l1`)
  AND NOT (COALESCE(TO_HEX(SHA256(@p4 || CAST(`m`.`customer_id` AS STRING))) IN (SELECT `l2`.`v` FROM (SELECT `v` FROM UNNEST(SPLIT(@p5, CODE_POINTS_TO_STRING([10]))) AS `v`) AS `l2`), FALSE))
ORDER BY `key`

-- @p0: "salt of vips"
-- @p1: "ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃ"… (1693)
-- @p2: "abcdefghijklmnopqrstuvwxyzàáâã"… (1693)
-- @p3: "4ffc874b14e8918bc4e91f782549b07a7e32e9ce0f9dfea4f89d28c73db04507"
-- @p4: "salt of ids"
-- @p5: "30a5bff70604564e5fd1f2eda94d85d12d03f46a9185f8dcdf6d307d37e82113\n6bceb91cb47d26cc5162b10918edaa4b9b645aa0cc771b37864869e92518e707"
