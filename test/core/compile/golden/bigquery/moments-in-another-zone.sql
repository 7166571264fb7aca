SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
WHERE `m`.`customer_id` IN (
  SELECT `t1`.`customer_id`
  FROM `visits` AS `t1`
  WHERE (`t1`.`seen_at` >= CAST(@p0 AS TIMESTAMP) AND `t1`.`seen_at` < CAST(@p1 AS TIMESTAMP))
)
ORDER BY `key`

-- @p0: "2024-03-31T07:00:00Z"
-- @p1: "2024-04-01T07:00:00Z"
