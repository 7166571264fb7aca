SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT DISTINCT `k1`
  FROM (
    SELECT `k1`, `at`
    FROM (
      SELECT `k1`, `at`, `kind`, MIN(CASE WHEN `kind` = 0 THEN `at` END) OVER (PARTITION BY `k1` ORDER BY `at`, `kind` ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS `n0`, MIN(CASE WHEN `kind` = 1 THEN `at` END) OVER (PARTITION BY `k1`) AS `first`
      FROM (
        SELECT `k1`, `at`, 0 AS `kind`
        FROM (
          SELECT `t1`.`customer_id` AS `k1`, DATETIME(`t1`.`seen_at`, 'UTC') AS `at`
          FROM `visits` AS `t1`
          WHERE DATETIME(`t1`.`seen_at`, 'UTC') IS NOT NULL
            AND (DATETIME(`t1`.`seen_at`, 'UTC') >= CAST(@p0 AS DATETIME) AND DATETIME(`t1`.`seen_at`, 'UTC') < CAST(@p1 AS DATETIME))
        ) AS `s`
        UNION ALL
        SELECT `k1`, `at`, 1 AS `kind`
        FROM (
          SELECT `t2`.`customer_id` AS `k1`, `t2`.`ordered_at` AS `at`
          FROM `orders` AS `t2`
          WHERE (`t2`.`ordered_at` >= CAST(@p0 AS DATETIME) AND `t2`.`ordered_at` < CAST(@p1 AS DATETIME))
            AND `t2`.`ordered_at` IS NOT NULL
        ) AS `s`
      ) AS `u`
    ) AS `w`
    WHERE (`kind` = 1 AND `at` = `first` AND (`n0` IS NULL OR `n0` > DATETIME(TIMESTAMP(GREATEST(DATETIME_ADD(LEAST(DATETIME(TIMESTAMP(LEAST(`at`, DATETIME '9999-12-31 22:59:59.999999'), 'UTC'), 'Europe/Berlin'), DATETIME '9999-11-30 23:59:59.999999'), INTERVAL 1 MONTH), DATETIME '0001-01-01 00:54:00'), 'Europe/Berlin'), 'UTC')))
  ) AS `g`
) AS `q1` ON `q1`.`k1` = `m`.`customer_id`
WHERE NOT (`q1`.`k1` IS NOT NULL)
ORDER BY `key`

-- @p0: "2024-04-02T12:00:00"
-- @p1: "2024-07-01T12:00:00"
