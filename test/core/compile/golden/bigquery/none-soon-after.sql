SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT DISTINCT `x1`.`customer_id` AS `k1`
  FROM `customers` AS `x1`
  JOIN `orders` AS `t1` ON `t1`.`customer_id` = `x1`.`customer_id`
  WHERE (`t1`.`ordered_at` > `x1`.`signed_up_at` AND `t1`.`ordered_at` <= DATETIME_ADD(LEAST(`x1`.`signed_up_at`, DATETIME '9999-12-01 23:59:59.999999'), INTERVAL 43200 MINUTE))
) AS `r1` ON `r1`.`k1` = `m`.`customer_id`
WHERE (`m`.`signed_up_at` IS NOT NULL AND `r1`.`k1` IS NULL)
ORDER BY `key`
