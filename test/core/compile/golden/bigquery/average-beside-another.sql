SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT `t1`.`customer_id` AS `k1`, SUM(CASE WHEN (`t1`.`ordered_at` >= CAST(@p0 AS DATETIME) AND `t1`.`ordered_at` < CAST(@p1 AS DATETIME)) THEN CAST(`t1`.`total` AS NUMERIC) END) AS `v1`, COUNT(CASE WHEN (`t1`.`ordered_at` >= CAST(@p0 AS DATETIME) AND `t1`.`ordered_at` < CAST(@p1 AS DATETIME)) THEN `t1`.`total` END) AS `v2`, SUM(CAST(`t1`.`total` AS NUMERIC)) AS `v3`, COUNT(`t1`.`total`) AS `v4`
  FROM `orders` AS `t1`
  GROUP BY `t1`.`customer_id`
) AS `r1` ON `r1`.`k1` = `m`.`customer_id`
WHERE `r1`.`v1` * `r1`.`v4` > `r1`.`v3` * `r1`.`v2`
ORDER BY `key`

-- @p0: "2024-04-02T12:00:00"
-- @p1: "2024-07-01T12:00:00"
