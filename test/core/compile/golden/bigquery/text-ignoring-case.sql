SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
WHERE STRPOS(IF(BYTE_LENGTH(`m`.`last_name`) = CHAR_LENGTH(`m`.`last_name`), LOWER(`m`.`last_name`), TRANSLATE(`m`.`last_name`, @p0, @p1)), @p2) > 0
  AND STARTS_WITH(`m`.`city`, @p3)
  AND ENDS_WITH(`m`.`email`, @p4)
  AND NOT (STRPOS(`m`.`notes`, @p5) > 0)
ORDER BY `key`

-- @p0: "ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃ"… (1693)
-- @p1: "abcdefghijklmnopqrstuvwxyzàáâã"… (1693)
-- @p2: "son"
-- @p3: "New "
-- @p4: ".test"
-- @p5: "100%"
