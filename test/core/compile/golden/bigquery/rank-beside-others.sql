SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM (
  SELECT `k1` AS `customer_id`, `k2` AS `account_id`
  FROM (
    SELECT `c1`.`customer_id` AS `k1`, `c1`.`account_id` AS `k2`, RANK() OVER (ORDER BY `c1`.`credit` DESC, `c1`.`customer_id` ASC) AS `place`, COUNT(*) OVER () AS `n`
    FROM `customers` AS `c1`
    WHERE `c1`.`credit` IS NOT NULL
  ) AS `p`
  WHERE `place` * 100 <= `n` * CAST(@p0 AS INT64)
) AS `m`
LEFT JOIN `accounts` AS `o1` ON `o1`.`account_id` = `m`.`account_id`
WHERE `o1`.`plan` = @p1
  AND `m`.`customer_id` IN (
  SELECT `t1`.`customer_id`
  FROM `orders` AS `t1`
  WHERE (`t1`.`ordered_at` >= CAST(@p2 AS DATETIME) AND `t1`.`ordered_at` < CAST(@p3 AS DATETIME))
)
ORDER BY `key`

-- @p0: "10"
-- @p1: "pro"
-- @p2: "2024-06-01T12:00:00"
-- @p3: "2024-07-01T12:00:00"
