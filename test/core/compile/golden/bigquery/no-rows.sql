SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT DISTINCT `t1`.`customer_id` AS `k1`
  FROM `orders` AS `t1`
  WHERE (`t1`.`ordered_at` >= CAST(@p0 AS DATETIME) AND `t1`.`ordered_at` < CAST(@p1 AS DATETIME))
) AS `r1` ON `r1`.`k1` = `m`.`customer_id`
WHERE `r1`.`k1` IS NULL
ORDER BY `key`

-- @p0: "2024-04-02T12:00:00"
-- @p1: "2024-07-01T12:00:00"
