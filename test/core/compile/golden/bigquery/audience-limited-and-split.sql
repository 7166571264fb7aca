SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
WHERE `m`.`customer_id` IN (
  SELECT `k1`
  FROM (
    SELECT `k1`, ROW_NUMBER() OVER (ORDER BY `o1` DESC, `o2` ASC) AS `place`
    FROM (
      SELECT `k1`, `o1`, `o2`
      FROM (
        SELECT `k1`, `o1`, `o2`, ROW_NUMBER() OVER (PARTITION BY `g1`, `g2` ORDER BY `o1` DESC, `o2` ASC) AS `place`
        FROM (
          SELECT `c1`.`customer_id` AS `k1`, COALESCE(`r1`.`v1`, 0) AS `o1`, `c1`.`customer_id` AS `o2`, `c1`.`account_id` AS `g1`, CASE WHEN `c1`.`account_id` IS NULL THEN `c1`.`customer_id` END AS `g2`
          FROM `customers` AS `c1`
          LEFT JOIN (
            SELECT `k1`
            FROM (
              SELECT `k1`, ROW_NUMBER() OVER (ORDER BY `o1` ASC, `o2` ASC) AS `place`
              FROM (
                SELECT `c2`.`customer_id` AS `k1`, TO_HEX(SHA256(@p0 || CAST(`c2`.`customer_id` AS STRING))) AS `o1`, `c2`.`customer_id` AS `o2`
                FROM `customers` AS `c2`
              ) AS `l`
            ) AS `p`
            WHERE `place` <= CAST(@p1 AS INT64)
          ) AS `q1` ON `q1`.`k1` = `c1`.`customer_id`
          LEFT JOIN (
            SELECT `t1`.`customer_id` AS `k1`, SUM(CAST(`t1`.`total` AS NUMERIC)) AS `v1`
            FROM `orders` AS `t1`
            GROUP BY `t1`.`customer_id`
          ) AS `r1` ON `r1`.`k1` = `c1`.`customer_id`
          WHERE `c1`.`country` = @p2
            AND NOT (`q1`.`k1` IS NOT NULL)
        ) AS `l`
      ) AS `p`
      WHERE `place` <= CAST(@p3 AS INT64)
    ) AS `l`
  ) AS `p`
  WHERE `place` <= CAST(@p4 AS INT64)
)
  AND ((TO_HEX(SHA256(@p5 || COALESCE(CAST(`m`.`account_id` AS STRING), CAST(`m`.`customer_id` AS STRING)))) >= @p6 AND TO_HEX(SHA256(@p5 || COALESCE(CAST(`m`.`account_id` AS STRING), CAST(`m`.`customer_id` AS STRING)))) < @p7) OR TO_HEX(SHA256(@p5 || COALESCE(CAST(`m`.`account_id` AS STRING), CAST(`m`.`customer_id` AS STRING)))) >= @p8)
ORDER BY `key`

-- @p0: "t"
-- @p1: "5"
-- @p2: "DE"
-- @p3: "2"
-- @p4: "100"
-- @p5: "s"
-- @p6: "4000000000000000"
-- @p7: "8000000000000000"
-- @p8: "c000000000000000"
