SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
WHERE `m`.`customer_id` IN (
  SELECT DISTINCT `k1`
  FROM (
    SELECT `k1`, `at`
    FROM (
      SELECT `k1`, `at`, `kind`, MIN(CASE WHEN `kind` = 0 THEN `at` END) OVER (PARTITION BY `k1` ORDER BY `at`, `kind` ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS `n0`
      FROM (
        SELECT `k1`, `at`, 0 AS `kind`
        FROM (
          SELECT `t1`.`customer_id` AS `k1`, `t1`.`ordered_at` AS `at`
          FROM `orders` AS `t1`
          WHERE `t1`.`status` = @p0
            AND `t1`.`ordered_at` IS NOT NULL
            AND `t1`.`ordered_at` < CAST(@p1 AS DATETIME)
        ) AS `s`
        UNION ALL
        SELECT `k1`, `at`, 1 AS `kind`
        FROM (
          SELECT `t2`.`customer_id` AS `k1`, `t2`.`ordered_at` AS `at`
          FROM `orders` AS `t2`
          WHERE `t2`.`status` = @p2
            AND `t2`.`ordered_at` IS NOT NULL
            AND `t2`.`customer_id` IN (
              SELECT `t3`.`customer_id`
              FROM `orders` AS `t3`
              WHERE `t3`.`status` = @p0
                AND `t3`.`ordered_at` IS NOT NULL
                AND `t3`.`ordered_at` < CAST(@p1 AS DATETIME)
            )
        ) AS `s`
      ) AS `u`
    ) AS `w`
    WHERE (`kind` = 1 AND `n0` IS NOT NULL AND `n0` <= DATETIME_ADD(LEAST(`at`, DATETIME '9999-12-01 23:59:59.999999'), INTERVAL 43200 MINUTE))
  ) AS `g`
)
ORDER BY `key`

-- @p0: "paid"
-- @p1: "2024-07-01T12:00:00"
-- @p2: "open"
