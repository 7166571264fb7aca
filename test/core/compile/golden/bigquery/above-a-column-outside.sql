SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
WHERE `m`.`customer_id` IN (
  SELECT `x1`.`customer_id`
  FROM `customers` AS `x1`
  JOIN `orders` AS `t1` ON `t1`.`customer_id` = `x1`.`customer_id`
  WHERE `t1`.`total` > `x1`.`credit`
)
ORDER BY `key`
