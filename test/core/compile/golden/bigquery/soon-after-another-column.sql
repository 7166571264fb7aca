SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN `accounts` AS `o1` ON `o1`.`account_id` = `m`.`account_id`
WHERE (`m`.`signed_up_at` > DATETIME(TIMESTAMP(GREATEST(CAST(`o1`.`since` AS DATETIME), DATETIME '0001-01-01 00:54:00'), 'Europe/Berlin'), 'UTC') AND `m`.`signed_up_at` <= DATETIME_ADD(LEAST(DATETIME(TIMESTAMP(GREATEST(CAST(`o1`.`since` AS DATETIME), DATETIME '0001-01-01 00:54:00'), 'Europe/Berlin'), 'UTC'), DATETIME '9999-12-24 23:59:59.999999'), INTERVAL 10080 MINUTE))
ORDER BY `key`
