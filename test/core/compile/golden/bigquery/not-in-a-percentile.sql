SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT `k1`
  FROM (
    SELECT `c1`.`customer_id` AS `k1`, RANK() OVER (ORDER BY `c1`.`credit` DESC) AS `place`, COUNT(*) OVER () AS `n`
    FROM `customers` AS `c1`
    WHERE `c1`.`credit` IS NOT NULL
  ) AS `p`
  WHERE (`n` - 1) * CAST(@p0 AS INT64) <= (`n` - `place`) * 100
) AS `q1` ON `q1`.`k1` = `m`.`customer_id`
WHERE NOT (`q1`.`k1` IS NOT NULL)
ORDER BY `key`

-- @p0: "90"
