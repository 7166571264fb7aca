SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
WHERE EXTRACT(MONTH FROM `m`.`birthday`) IN (CAST(@p0 AS INT64), CAST(@p1 AS INT64), CAST(@p2 AS INT64))
ORDER BY `key`

-- @p0: "6"
-- @p1: "7"
-- @p2: "8"
