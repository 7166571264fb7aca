SELECT (CAST("m"."customer_id" AS text) COLLATE "C") AS "key"
FROM "customers" AS "m"
WHERE NOT (COALESCE(CAST("m"."country" AS text) IN (SELECT "l1"."v" FROM (SELECT unnest(string_to_array(CAST($1 AS text), chr(10))) AS "v") AS "l1"), FALSE))
ORDER BY "key"

-- $1: "C0\nC1\nC2\nC3\nC4\nC5\nC6\nC7\nC8\nC9\nC10\nC11\nC12\nC13\nC14\nC15\nC16\nC17\nC18\nC19\nC20\nC21\nC22\nC23\nC24\nC25\nC26\nC27\nC28\nC29\nC30\nC31\nC32\nC33\nC34\nC35\nC36\nC37\nC38\nC39\nC40\nC41\nC42\nC43\nC44\nC45\nC46\nC47\nC48\nC49\nC50"
