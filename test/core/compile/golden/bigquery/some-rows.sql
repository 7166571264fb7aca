SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
WHERE `m`.`customer_id` IN (
  SELECT `t1`.`customer_id`
  FROM `orders` AS `t1`
  WHERE (`t1`.`ordered_at` >= CAST(@p0 AS DATETIME) AND `t1`.`ordered_at` < CAST(@p1 AS DATETIME))
)
ORDER BY `key`

-- @p0: "2024-06-01T12:00:00"
-- @p1: "2024-07-01T12:00:00"
