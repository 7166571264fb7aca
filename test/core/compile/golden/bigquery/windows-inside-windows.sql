SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT `t1`.`customer_id` AS `k1`, COUNT(CASE WHEN (`t1`.`ordered_at` >= CAST(@p0 AS DATETIME) AND `t1`.`ordered_at` < CAST(@p1 AS DATETIME)) THEN 1 END) AS `v1`, COUNT(CASE WHEN (`t1`.`ordered_at` >= CAST(@p2 AS DATETIME) AND `t1`.`ordered_at` < CAST(@p1 AS DATETIME)) THEN 1 END) AS `v2`, SUM(CAST(`t1`.`total` AS NUMERIC)) AS `v3`, MAX(CASE WHEN (`t1`.`ordered_at` >= CAST(@p3 AS DATETIME) AND `t1`.`ordered_at` < CAST(@p1 AS DATETIME)) THEN `t1`.`total` END) AS `v4`
  FROM `orders` AS `t1`
  WHERE (`t1`.`ordered_at` >= CAST(@p4 AS DATETIME) AND `t1`.`ordered_at` < CAST(@p1 AS DATETIME))
  GROUP BY `t1`.`customer_id`
) AS `r1` ON `r1`.`k1` = `m`.`customer_id`
WHERE `r1`.`v1` > 0
  AND `r1`.`v2` >= CAST(@p5 AS INT64)
  AND `r1`.`v3` > CAST(@p6 AS BIGNUMERIC)
  AND NOT (COALESCE(`r1`.`v4` > CAST(@p7 AS NUMERIC), FALSE))
ORDER BY `key`

-- @p0: "2024-06-24T12:00:00"
-- @p1: "2024-07-01T12:00:00"
-- @p2: "2024-06-01T12:00:00"
-- @p3: "2024-04-02T12:00:00"
-- @p4: "2023-07-02T12:00:00"
-- @p5: "2"
-- @p6: "500"
-- @p7: "99"
