SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT DISTINCT `k1`, `v1`
  FROM (
    SELECT `x1`.`customer_id` AS `k1`, `t1`.`status` AS `v1`, RANK() OVER (PARTITION BY `x1`.`customer_id` ORDER BY `t1`.`order_id` IS NULL, `t1`.`order_id`, `t1`.`status` IS NULL, `t1`.`status`) AS `place`
    FROM `customers` AS `x1`
    JOIN `orders` AS `t1` ON `t1`.`customer_id` = `x1`.`customer_id`
    LEFT JOIN (
      SELECT `t2`.`customer_id` AS `k1`, MIN(`t2`.`seen_at`) AS `v1`
      FROM `visits` AS `t2`
      GROUP BY `t2`.`customer_id`
    ) AS `r1` ON `r1`.`k1` = `x1`.`customer_id`
    JOIN (
      SELECT `x2`.`customer_id` AS `k1`, MIN(`t3`.`ordered_at`) AS `v1`
      FROM `customers` AS `x2`
      JOIN `orders` AS `t3` ON `t3`.`customer_id` = `x2`.`customer_id`
      LEFT JOIN (
        SELECT `t4`.`customer_id` AS `k1`, MIN(`t4`.`seen_at`) AS `v1`
        FROM `visits` AS `t4`
        GROUP BY `t4`.`customer_id`
      ) AS `r2` ON `r2`.`k1` = `x2`.`customer_id`
      WHERE (`t3`.`ordered_at` > DATETIME(`r2`.`v1`, 'UTC') AND `t3`.`ordered_at` <= DATETIME(TIMESTAMP(GREATEST(DATETIME_ADD(LEAST(DATETIME(TIMESTAMP(LEAST(DATETIME(`r2`.`v1`, 'UTC'), DATETIME '9999-12-31 22:59:59.999999'), 'UTC'), 'Europe/Berlin'), DATETIME '9999-10-31 23:59:59.999999'), INTERVAL 2 MONTH), DATETIME '0001-01-01 00:54:00'), 'Europe/Berlin'), 'UTC'))
        AND `x2`.`customer_id` IN (
          SELECT `x3`.`customer_id`
          FROM `customers` AS `x3`
          JOIN `orders` AS `t5` ON `t5`.`customer_id` = `x3`.`customer_id`
          LEFT JOIN (
            SELECT `t6`.`customer_id` AS `k1`, MIN(`t6`.`seen_at`) AS `v1`
            FROM `visits` AS `t6`
            GROUP BY `t6`.`customer_id`
          ) AS `r3` ON `r3`.`k1` = `x3`.`customer_id`
          WHERE (`t5`.`ordered_at` > DATETIME(`r3`.`v1`, 'UTC') AND `t5`.`ordered_at` <= DATETIME(TIMESTAMP(GREATEST(DATETIME_ADD(LEAST(DATETIME(TIMESTAMP(LEAST(DATETIME(`r3`.`v1`, 'UTC'), DATETIME '9999-12-31 22:59:59.999999'), 'UTC'), 'Europe/Berlin'), DATETIME '9999-10-31 23:59:59.999999'), INTERVAL 2 MONTH), DATETIME '0001-01-01 00:54:00'), 'Europe/Berlin'), 'UTC'))
            AND `t5`.`status` = @p0
        )
      GROUP BY `x2`.`customer_id`
    ) AS `e1` ON `e1`.`k1` = `x1`.`customer_id` AND `e1`.`v1` = `t1`.`ordered_at`
    WHERE (`t1`.`ordered_at` > DATETIME(`r1`.`v1`, 'UTC') AND `t1`.`ordered_at` <= DATETIME(TIMESTAMP(GREATEST(DATETIME_ADD(LEAST(DATETIME(TIMESTAMP(LEAST(DATETIME(`r1`.`v1`, 'UTC'), DATETIME '9999-12-31 22:59:59.999999'), 'UTC'), 'Europe/Berlin'), DATETIME '9999-10-31 23:59:59.999999'), INTERVAL 2 MONTH), DATETIME '0001-01-01 00:54:00'), 'Europe/Berlin'), 'UTC'))
  ) AS `p`
  WHERE `place` = 1
) AS `r4` ON `r4`.`k1` = `m`.`customer_id`
WHERE `r4`.`v1` = @p0
ORDER BY `key`

-- @p0: "paid"
