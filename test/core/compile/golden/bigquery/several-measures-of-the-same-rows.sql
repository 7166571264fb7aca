SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT `t1`.`customer_id` AS `k1`, COUNT(*) AS `v1`, SUM(CAST(`t1`.`total` AS NUMERIC)) AS `v2`, MAX(`t1`.`total`) AS `v3`, COUNT(DISTINCT `t1`.`store_id`) AS `v4`
  FROM `orders` AS `t1`
  GROUP BY `t1`.`customer_id`
) AS `r1` ON `r1`.`k1` = `m`.`customer_id`
WHERE (`r1`.`v1` >= CAST(@p0 AS INT64) AND `r1`.`v1` <= CAST(@p1 AS INT64))
  AND `r1`.`v2` > CAST(@p2 AS BIGNUMERIC)
  AND `r1`.`v3` < CAST(@p3 AS NUMERIC)
  AND `r1`.`v4` > CAST(@p4 AS INT64)
ORDER BY `key`

-- @p0: "2"
-- @p1: "10"
-- @p2: "500"
-- @p3: "1000"
-- @p4: "1"
