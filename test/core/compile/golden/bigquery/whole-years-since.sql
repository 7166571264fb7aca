SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
WHERE (`m`.`birthday` <= CAST(@p0 AS DATE) AND NOT (`m`.`birthday` <= CAST(@p1 AS DATE)))
ORDER BY `key`

-- @p0: "1984-07-01"
-- @p1: "1974-07-01"
