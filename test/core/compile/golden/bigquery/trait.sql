SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT `t1`.`customer_id` AS `k1`, SUM(CAST(`t1`.`total` AS NUMERIC)) AS `v1`
  FROM `orders` AS `t1`
  GROUP BY `t1`.`customer_id`
) AS `r1` ON `r1`.`k1` = `m`.`customer_id`
WHERE `r1`.`v1` >= CAST(@p0 AS BIGNUMERIC)
ORDER BY `key`

-- @p0: "100"
