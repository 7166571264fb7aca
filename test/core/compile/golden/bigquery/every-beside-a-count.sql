SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT `t1`.`customer_id` AS `k1`, COUNT(*) AS `v1`, COUNT(CASE WHEN NOT (COALESCE(`t1`.`total` >= CAST(@p0 AS NUMERIC), FALSE)) THEN 1 END) AS `v2`
  FROM `orders` AS `t1`
  GROUP BY `t1`.`customer_id`
) AS `r1` ON `r1`.`k1` = `m`.`customer_id`
WHERE `r1`.`v1` >= CAST(@p1 AS INT64)
  AND COALESCE(`r1`.`v2`, 0) = 0
ORDER BY `key`

-- @p0: "50"
-- @p1: "2"
