SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT DISTINCT `t1`.`customer_id` AS `k1`
  FROM `orders` AS `t1`
  WHERE `t1`.`status` <> @p0
    AND NOT (COALESCE(`t1`.`total` >= CAST(@p1 AS NUMERIC), FALSE))
) AS `r1` ON `r1`.`k1` = `m`.`customer_id`
WHERE `r1`.`k1` IS NULL
ORDER BY `key`

-- @p0: "cancelled"
-- @p1: "1000"
