SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT DISTINCT `t1`.`customer_id` AS `k1`
  FROM `orders` AS `t1`
) AS `r1` ON `r1`.`k1` = `m`.`customer_id`
WHERE (`m`.`country` = @p0 OR (`m`.`score` > CAST(@p1 AS FLOAT64) AND `r1`.`k1` IS NOT NULL) OR NOT (COALESCE(NOT (`m`.`city` IN (@p2, @p3)), FALSE)))
ORDER BY `key`

-- @p0: "DE"
-- @p1: "0.5"
-- @p2: "Rome"
-- @p3: "Paris"
