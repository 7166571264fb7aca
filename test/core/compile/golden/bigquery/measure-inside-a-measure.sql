SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT `t1`.`customer_id` AS `k1`, SUM(CAST(`t1`.`total` AS NUMERIC)) AS `v1`
  FROM `orders` AS `t1`
  WHERE `t1`.`order_id` IN (
    SELECT `t2`.`order_id`
    FROM `items` AS `t2`
    LEFT JOIN `products` AS `o1` ON `o1`.`product_id` = `t2`.`product_id`
    WHERE `o1`.`category` IN (@p0, @p1)
  )
  GROUP BY `t1`.`customer_id`
) AS `r1` ON `r1`.`k1` = `m`.`customer_id`
WHERE `r1`.`v1` > CAST(@p2 AS BIGNUMERIC)
ORDER BY `key`

-- @p0: "Bikes"
-- @p1: "Gloves"
-- @p2: "3000"
