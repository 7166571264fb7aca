SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
WHERE DATE_TRUNC(CAST(DATETIME(TIMESTAMP(LEAST(`m`.`signed_up_at`, DATETIME '9999-12-31 22:59:59.999999'), 'UTC'), 'Europe/Berlin') AS DATE), MONTH) = CAST(@p0 AS DATE)
ORDER BY `key`

-- @p0: "2024-06-01"
