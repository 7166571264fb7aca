SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT `k1`, COUNT(*) AS `v1`
  FROM (
    SELECT DISTINCT `t1`.`customer_id` AS `k1`, `t3`.`product_id` AS `e1`
    FROM `orders` AS `t1`
    JOIN `items` AS `t2` ON `t2`.`order_id` = `t1`.`order_id`
    JOIN `products` AS `t3` ON `t3`.`product_id` = `t2`.`product_id`
  ) AS `d`
  GROUP BY `k1`
) AS `r1` ON `r1`.`k1` = `m`.`customer_id`
WHERE `r1`.`v1` >= CAST(@p0 AS INT64)
ORDER BY `key`

-- @p0: "3"
