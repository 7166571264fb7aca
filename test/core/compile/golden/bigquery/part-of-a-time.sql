SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
WHERE (MOD(EXTRACT(DAYOFWEEK FROM DATETIME(TIMESTAMP(LEAST(`m`.`signed_up_at`, DATETIME '9999-12-31 22:59:59.999999'), 'UTC'), 'Europe/Berlin')) + 5, 7) + 1) >= CAST(@p0 AS INT64)
ORDER BY `key`

-- @p0: "6"
