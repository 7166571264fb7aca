SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
ORDER BY `key`
