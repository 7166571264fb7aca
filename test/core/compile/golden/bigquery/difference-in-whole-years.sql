SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
WHERE CAST(FLOOR(CAST((SELECT (SELECT (SELECT CASE WHEN IF((`guess` + 1) = 0, `start`, DATETIME(TIMESTAMP(GREATEST(SAFE.DATETIME_ADD(`local`, INTERVAL (`guess` + 1) MONTH), DATETIME '0001-01-01 00:54:00'), 'Europe/Berlin'), 'UTC')) <= `end` THEN (`guess` + 1) WHEN IF(`guess` = 0, `start`, DATETIME(TIMESTAMP(GREATEST(SAFE.DATETIME_ADD(`local`, INTERVAL `guess` MONTH), DATETIME '0001-01-01 00:54:00'), 'Europe/Berlin'), 'UTC')) <= `end` THEN `guess` ELSE `guess` - 1 END FROM UNNEST([STRUCT(DATETIME_DIFF(DATETIME(TIMESTAMP(LEAST(`end`, DATETIME '9999-12-31 22:59:59.999999'), 'UTC'), 'Europe/Berlin'), `local`, MONTH) AS `guess`)])) FROM UNNEST([STRUCT(DATETIME(TIMESTAMP(LEAST(`start`, DATETIME '9999-12-31 22:59:59.999999'), 'UTC'), 'Europe/Berlin') AS `local`)])) FROM UNNEST([STRUCT(DATETIME(TIMESTAMP(GREATEST(CAST(`m`.`birthday` AS DATETIME), DATETIME '0001-01-01 00:54:00'), 'Europe/Berlin'), 'UTC') AS `start`, `m`.`signed_up_at` AS `end`)])) AS BIGNUMERIC) / 12) AS INT64) >= CAST(@p0 AS INT64)
ORDER BY `key`

-- @p0: "18"
