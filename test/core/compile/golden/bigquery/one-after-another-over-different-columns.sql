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
          SELECT `x1`.`customer_id` AS `k1`, `t1`.`ordered_at` AS `at`
          FROM `customers` AS `x1`
          JOIN `orders` AS `t1` ON `t1`.`customer_id` = `x1`.`customer_id`
          WHERE `t1`.`ordered_at` IS NOT NULL
        ) AS `s`
        UNION ALL
        SELECT `k1`, `at`, 1 AS `kind`
        FROM (
          SELECT `x2`.`customer_id` AS `k1`, `t3`.`signed_up_at` AS `at`
          FROM `customers` AS `x2`
          JOIN `accounts` AS `t2` ON `t2`.`account_id` = `x2`.`account_id`
          JOIN `customers` AS `t3` ON `t3`.`account_id` = `t2`.`account_id`
          WHERE `t3`.`signed_up_at` IS NOT NULL
            AND `x2`.`customer_id` IN (
              SELECT `x3`.`customer_id`
              FROM `customers` AS `x3`
              JOIN `orders` AS `t4` ON `t4`.`customer_id` = `x3`.`customer_id`
              WHERE `t4`.`ordered_at` IS NOT NULL
            )
        ) AS `s`
      ) AS `u`
    ) AS `w`
    WHERE (`kind` = 1 AND `n0` IS NOT NULL)
  ) AS `g`
)
ORDER BY `key`
