SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
WHERE NOT (COALESCE(`m`.`country` = @p0, FALSE))
ORDER BY `key`

-- @p0: "US"
