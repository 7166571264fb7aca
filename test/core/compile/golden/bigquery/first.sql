SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT `t1`.`customer_id` AS `k1`, MIN(`t1`.`ordered_at`) AS `v1`
  FROM `orders` AS `t1`
  GROUP BY `t1`.`customer_id`
) AS `r1` ON `r1`.`k1` = `m`.`customer_id`
WHERE (`r1`.`v1` >= CAST(@p0 AS DATETIME) AND `r1`.`v1` < CAST(@p1 AS DATETIME))
ORDER BY `key`

-- @p0: "2023-12-31T23:00:00"
-- @p1: "2024-03-31T22:00:00"
