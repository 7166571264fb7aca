SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
WHERE `m`.`customer_id` IN (
  SELECT `t1`.`customer_id`
  FROM `orders` AS `t1`
  JOIN `items` AS `t2` ON `t2`.`order_id` = `t1`.`order_id`
  LEFT JOIN `products` AS `o1` ON `o1`.`product_id` = `t2`.`product_id`
  WHERE `o1`.`category` = @p0
    AND `t2`.`quantity` >= CAST(@p1 AS INT64)
)
ORDER BY `key`

-- @p0: "Helmets"
-- @p1: "2"
