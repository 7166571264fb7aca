SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
WHERE NOT EXISTS (
  SELECT 1
  FROM `orders` AS `t1`
  WHERE `t1`.`status` <> @p0
    AND NOT (COALESCE(`t1`.`total` >= CAST(@p1 AS NUMERIC), FALSE))
    AND `t1`.`customer_id` = `m`.`customer_id`
)
ORDER BY `key`

-- @p0: "cancelled"
-- @p1: "1000"
