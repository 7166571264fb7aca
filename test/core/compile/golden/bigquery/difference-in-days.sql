SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
WHERE `m`.`customer_id` IN (
  SELECT `t1`.`customer_id`
  FROM `orders` AS `t1`
  WHERE DATETIME_DIFF(DATETIME(TIMESTAMP(GREATEST(CAST(`t1`.`shipped_on` AS DATETIME), DATETIME '0001-01-01 00:54:00'), 'Europe/Berlin'), 'UTC'), `t1`.`ordered_at`, MICROSECOND) <= CAST(@p0 AS BIGNUMERIC)
)
ORDER BY `key`

-- @p0: "129600000000"
