SELECT CAST(`m`.`customer_id` AS STRING) AS `key`
FROM `customers` AS `m`
LEFT JOIN (
  WITH `w1` AS (
    SELECT `k1`
    FROM (
      SELECT `k1`, ROW_NUMBER() OVER (ORDER BY `o1` ASC, `o2` ASC) AS `place`
      FROM (
        SELECT `c1`.`customer_id` AS `k1`, TO_HEX(SHA256(@p0 || CAST(`c1`.`customer_id` AS STRING))) AS `o1`, `c1`.`customer_id` AS `o2`
        FROM `customers` AS `c1`
        WHERE `c1`.`country` = @p1
      ) AS `l`
    ) AS `p`
    WHERE `place` <= CAST(@p2 AS INT64)
  ), `w2` AS (
    SELECT `c2`.`customer_id` AS `k1`
    FROM `customers` AS `c2`
    LEFT JOIN (
      SELECT DISTINCT `t1`.`customer_id` AS `k1`
      FROM `orders` AS `t1`
    ) AS `r1` ON `r1`.`k1` = `c2`.`customer_id`
    LEFT JOIN (
      SELECT `k1` FROM `w1`
    ) AS `q2` ON `q2`.`k1` = `c2`.`customer_id`
    WHERE (`c2`.`score` > CAST(@p3 AS FLOAT64) OR `r1`.`k1` IS NOT NULL)
      AND NOT (`q2`.`k1` IS NOT NULL)
  ), `w3` AS (
    SELECT `k1`
    FROM (
      SELECT `k1`, ROW_NUMBER() OVER (ORDER BY `o1` DESC, `o2` ASC) AS `place`
      FROM (
        SELECT `c3`.`customer_id` AS `k1`, `c3`.`credit` AS `o1`, `c3`.`customer_id` AS `o2`
        FROM `customers` AS `c3`
        LEFT JOIN (
          SELECT `k1` FROM `w1`
          UNION ALL
          SELECT `k1` FROM `w2`
        ) AS `q3` ON `q3`.`k1` = `c3`.`customer_id`
        WHERE `c3`.`customer_id` IN (
          SELECT `t2`.`customer_id`
          FROM `visits` AS `t2`
        )
          AND NOT (`q3`.`k1` IS NOT NULL)
          AND `c3`.`credit` IS NOT NULL
      ) AS `l`
    ) AS `p`
    WHERE `place` <= CAST(@p4 AS INT64)
  )
  SELECT `k1` FROM `w1`
  UNION ALL
  SELECT `k1` FROM `w2`
  UNION ALL
  SELECT `k1` FROM `w3`
) AS `q1` ON `q1`.`k1` = `m`.`customer_id`
WHERE `m`.`country` IS NOT NULL
  AND NOT (`q1`.`k1` IS NOT NULL)
ORDER BY `key`

-- @p0: "s"
-- @p1: "DE"
-- @p2: "10"
-- @p3: "1"
-- @p4: "20"
