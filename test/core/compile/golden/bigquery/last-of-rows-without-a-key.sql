SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT DISTINCT `k1`, `v1`
  FROM (
    SELECT `t1`.`customer_id` AS `k1`, `t1`.`page` AS `v1`, RANK() OVER (PARTITION BY `t1`.`customer_id` ORDER BY `t1`.`page` IS NULL, `t1`.`page`) AS `place`
    FROM `visits` AS `t1`
    JOIN (
      SELECT `t2`.`customer_id` AS `k1`, MAX(`t2`.`seen_at`) AS `v1`
      FROM `visits` AS `t2`
      WHERE `t2`.`customer_id` IN (
          SELECT `t3`.`customer_id`
          FROM `visits` AS `t3`
          WHERE `t3`.`page` = @p0
        )
      GROUP BY `t2`.`customer_id`
    ) AS `e1` ON `e1`.`k1` = `t1`.`customer_id` AND `e1`.`v1` = `t1`.`seen_at`
  ) AS `p`
  WHERE `place` = 1
) AS `r1` ON `r1`.`k1` = `m`.`customer_id`
WHERE `r1`.`v1` = @p0
ORDER BY `key`

-- @p0: "/checkout"
