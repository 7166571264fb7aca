SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT `t`.`customer_id` AS `k1`, IF(COUNT(*) = 1, CAST(MIN(`t`.`score`) AS NUMERIC), ERROR('coterie: several rows for one key in the trait customers.loyalty;')) AS `v`
  FROM (SELECT customer_id, SUM(total) AS score FROM (SELECT `e`.`order_id`, `e`.`customer_id`, `e`.`ordered_at`, `e`.`shipped_on`, `e`.`total`, `e`.`status`, `e`.`store_id` FROM `orders` AS `e`) AS orders GROUP BY customer_id
) AS `t`
  WHERE `t`.`customer_id` IS NOT NULL
  GROUP BY `t`.`customer_id`
) AS `q1` ON `q1`.`k1` = `m`.`customer_id`
WHERE (`q1`.`v` >= CAST(@p0 AS NUMERIC) OR NOT (COALESCE(`q1`.`v` < CAST(@p1 AS NUMERIC), FALSE)))
ORDER BY `key`

-- @p0: "10"
-- @p1: "3"
