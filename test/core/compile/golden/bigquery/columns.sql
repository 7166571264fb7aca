SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
WHERE `m`.`country` IN (@p0, @p1)
  AND `m`.`credit` >= CAST(@p2 AS NUMERIC)
  AND (`m`.`birthday` >= CAST(@p3 AS DATE) AND `m`.`birthday` <= CAST(@p4 AS DATE))
  AND (`m`.`signed_up_at` >= CAST(@p5 AS DATETIME) AND `m`.`signed_up_at` < CAST(@p6 AS DATETIME))
  AND `m`.`is_company` = @p7
  AND `m`.`email` IS NOT NULL
ORDER BY `key`

-- @p0: "DE"
-- @p1: "FR"
-- @p2: "12.5"
-- @p3: "1980-01-01"
-- @p4: "1989-12-31"
-- @p5: "2024-05-31T22:00:00"
-- @p6: "2024-06-30T22:00:00"
-- @p7: false
