SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT `t1`.`customer_id` AS `k1`, COUNT(*) AS `v1`
  FROM `orders` AS `t1`
  WHERE (`t1`.`ordered_at` >= CAST(@p0 AS DATETIME) AND `t1`.`ordered_at` < CAST(@p1 AS DATETIME))
  GROUP BY `t1`.`customer_id`
) AS `r1` ON `r1`.`k1` = `m`.`customer_id`
WHERE `r1`.`v1` >= CAST(@p2 AS INT64)
ORDER BY `key`

-- @p0: "2023-07-02T12:00:00"
-- @p1: "2024-07-01T12:00:00"
-- @p2: "3"
