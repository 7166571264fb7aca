SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT DISTINCT `k1`, `v1`
  FROM (
    SELECT `t1`.`customer_id` AS `k1`, `t1`.`status` AS `v1`, RANK() OVER (PARTITION BY `t1`.`customer_id` ORDER BY `t1`.`order_id` IS NULL, `t1`.`order_id`, `t1`.`status` IS NULL, `t1`.`status`) AS `place`
    FROM `orders` AS `t1`
    JOIN (
      SELECT `t2`.`customer_id` AS `k1`, MIN(`t2`.`ordered_at`) AS `v1`
      FROM `orders` AS `t2`
      WHERE (`t2`.`ordered_at` >= CAST(@p0 AS DATETIME) AND `t2`.`ordered_at` < CAST(@p1 AS DATETIME))
        AND `t2`.`customer_id` IN (
          SELECT `t3`.`customer_id`
          FROM `orders` AS `t3`
          WHERE (`t3`.`ordered_at` >= CAST(@p0 AS DATETIME) AND `t3`.`ordered_at` < CAST(@p1 AS DATETIME))
            AND `t3`.`status` IN (@p2, @p3)
        )
      GROUP BY `t2`.`customer_id`
    ) AS `e1` ON `e1`.`k1` = `t1`.`customer_id` AND `e1`.`v1` = `t1`.`ordered_at`
    WHERE (`t1`.`ordered_at` >= CAST(@p0 AS DATETIME) AND `t1`.`ordered_at` < CAST(@p1 AS DATETIME))
  ) AS `p`
  WHERE `place` = 1
) AS `r1` ON `r1`.`k1` = `m`.`customer_id`
WHERE `r1`.`v1` IN (@p2, @p3)
ORDER BY `key`

-- @p0: "2023-07-02T12:00:00"
-- @p1: "2024-07-01T12:00:00"
-- @p2: "paid"
-- @p3: "open"
