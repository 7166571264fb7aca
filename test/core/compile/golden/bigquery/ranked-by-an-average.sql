SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM (
  SELECT `k1` AS `customer_id`
  FROM (
    SELECT `c1`.`customer_id` AS `k1`, RANK() OVER (ORDER BY (DIV(2 * CAST(`r1`.`v1` AS BIGNUMERIC) * BIGNUMERIC '1000000' + SIGN(CAST(`r1`.`v1` AS BIGNUMERIC)) * CAST(`r1`.`v2` AS BIGNUMERIC), 2 * CAST(`r1`.`v2` AS BIGNUMERIC)) * BIGNUMERIC '0.000001') DESC, `c1`.`customer_id` ASC) AS `place`
    FROM `customers` AS `c1`
    LEFT JOIN (
      SELECT `t1`.`customer_id` AS `k1`, SUM(CAST(`t1`.`total` AS NUMERIC)) AS `v1`, COUNT(`t1`.`total`) AS `v2`
      FROM `orders` AS `t1`
      GROUP BY `t1`.`customer_id`
    ) AS `r1` ON `r1`.`k1` = `c1`.`customer_id`
    WHERE (DIV(2 * CAST(`r1`.`v1` AS BIGNUMERIC) * BIGNUMERIC '1000000' + SIGN(CAST(`r1`.`v1` AS BIGNUMERIC)) * CAST(`r1`.`v2` AS BIGNUMERIC), 2 * CAST(`r1`.`v2` AS BIGNUMERIC)) * BIGNUMERIC '0.000001') IS NOT NULL
  ) AS `p`
  WHERE `place` <= CAST(@p0 AS INT64)
) AS `m`
ORDER BY `key`

-- @p0: "100"
