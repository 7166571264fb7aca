SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN `accounts` AS `o1` ON `o1`.`account_id` = `m`.`account_id`
WHERE `o1`.`plan` = @p0
  AND `o1`.`since` < CAST(@p1 AS DATE)
ORDER BY `key`

-- @p0: "pro"
-- @p1: "2020-01-01"
