import { DuckDBInstance } from "@duckdb/node-api";
import { sql } from "kysely";
import { toSqlQuery } from "@/lib/core/compile/member-query";
import { identifierSql } from "@/lib/core/identity/normalise";
import { metaNormalisers as meta } from "@/lib/core/identity/platforms/meta";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import { dialect } from "@/lib/warehouses/duckdb/dialect";

/**
 * E-mail and phone of a million people, normalised and hashed by DuckDB on one thread, beside the floor: the same
 * hashes over the least a value could be cleaned. Alternated, so that a busy machine slows both; the time is that of the processor.
 */
const PEOPLE = 1_000_000;
const ROUNDS = 5;

/** Numbers as forms and shops leave them: with and without a plus, separators, the trunk prefix; some wrong, some missing. */
const PEOPLE_SQL = `
CREATE TABLE people AS SELECT
  CASE WHEN i % 40 = 0 THEN ' Person' || i || '@Mail.Example.test' WHEN i % 97 = 0 THEN 'none'
       ELSE 'person' || i || '@' || ['mail.example.test', 'post.example.test', 'inbox.test'][1 + i % 3] END AS email,
  CASE i % 10 WHEN 0 THEN '+1 415-555-' || right('0000' || i, 4) WHEN 1 THEN '(415) 555-' || right('0000' || i, 4)
       WHEN 2 THEN '+4479' || right('00000000' || i, 8) WHEN 3 THEN '079' || right('00' || i, 2) || ' ' || right('000000' || i, 6)
       WHEN 4 THEN '0151 ' || right('00000000' || i, 8) WHEN 5 THEN '+49 (0)151/' || right('00000000' || i, 8)
       WHEN 6 THEN '06 ' || right('00' || i, 2) || ' 12 ' || right('00' || i // 100, 2) || ' ' || right('00' || i // 10000, 2)
       WHEN 7 THEN '+336' || right('00000000' || i, 8) WHEN 8 THEN '415555' || right('0000' || i, 4)
       ELSE CASE WHEN i % 30 = 9 THEN 'unknown' END END AS phone,
  ['US', 'US', 'GB', 'GB', 'DE', 'DE', 'FR', 'FR', 'US', NULL][1 + i % 10] AS country
FROM range(${PEOPLE}) AS numbers (i)`;

const columns = [
  sql`${identifierSql(meta.EMAIL, { value: sql.ref("email") }, dialect)} AS email`,
  sql`${identifierSql(meta.PHONE, { value: sql.ref("phone"), country: sql.ref("country") }, dialect)} AS phone`,
];
const ours = hashing(sql`SELECT ${sql.join(columns)} FROM people`);
const floor = hashing(
  sql`SELECT sha256(lower(trim(email))) AS email, sha256(regexp_replace(phone, '[^0-9]', '', 'g')) AS phone FROM people`,
);

const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
const connection = await instance.connect();
await connection.run(PEOPLE_SQL);
const rows = [];
for (let round = 1; round <= ROUNDS; round++) {
  const [floorSeconds, ourSeconds] = [await seconds(floor), await seconds(ours)];
  rows.push({
    round,
    "rows/s": Math.round(PEOPLE / ourSeconds),
    "floor rows/s": Math.round(PEOPLE / floorSeconds),
    "time / floor": (ourSeconds / floorSeconds).toFixed(2),
  });
}
instance.closeSync();
console.info(`E-mail and phone of ${PEOPLE} people normalised and hashed (DuckDB, one thread)`);
console.table(rows);

/** Both columns are computed for every row, and nothing is read out. */
function hashing(query: ReturnType<typeof sql>): SqlQuery {
  return toSqlQuery(sql`SELECT max(email), max(phone) FROM (${query}) AS hashed`, dialect);
}

async function seconds(query: SqlQuery): Promise<number> {
  const before = process.cpuUsage();
  await connection.runAndReadAll(query.sql, [...query.parameters]);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
