SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  SELECT `t1`.`customer_id` AS `k1`, SUM(CAST((DIV(2 * CAST(`r2`.`v1` AS BIGNUMERIC) * BIGNUMERIC '1000000' + SIGN(CAST(`r2`.`v1` AS BIGNUMERIC)) * CAST(`r2`.`v2` AS BIGNUMERIC), 2 * CAST(`r2`.`v2` AS BIGNUMERIC)) * BIGNUMERIC '0.000001') AS BIGNUMERIC)) AS `v1`, COUNT((DIV(2 * CAST(`r2`.`v1` AS BIGNUMERIC) * BIGNUMERIC '1000000' + SIGN(CAST(`r2`.`v1` AS BIGNUMERIC)) * CAST(`r2`.`v2` AS BIGNUMERIC), 2 * CAST(`r2`.`v2` AS BIGNUMERIC)) * BIGNUMERIC '0.000001')) AS `v2`
  FROM `orders` AS `t1`
  LEFT JOIN (
    SELECT `t2`.`order_id` AS `k1`, SUM(CAST(`t2`.`price` AS NUMERIC)) AS `v1`, COUNT(`t2`.`price`) AS `v2`
    FROM `items` AS `t2`
    GROUP BY `t2`.`order_id`
  ) AS `r2` ON `r2`.`k1` = `t1`.`order_id`
  GROUP BY `t1`.`customer_id`
) AS `r1` ON `r1`.`k1` = `m`.`customer_id`
WHERE `r1`.`v1` >= CAST(@p0 AS BIGNUMERIC) * `r1`.`v2`
ORDER BY `key`

-- @p0: "19.99"
