import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { toSqlQuery } from "@/lib/core/compile/member-query";
import { divideBy, exact, rounded } from "@/lib/core/segment/evaluate/numbers";
import { quotientPlaces } from "@/lib/core/segment/fraction";
import { dialect } from "@/lib/warehouses/duckdb/dialect";

const drawn = fc
  .tuple(
    fc.bigInt(-(10n ** 30n), 10n ** 30n),
    fc.integer({ min: 0, max: 9 }),
    fc.integer({ min: 1, max: 4_000 }),
  )
  .map(([units, scale, count]) => ({ text: shifted(units, scale), scale, count }));

/** Small numbers over small ones, where halves are common. */
const halves = fc
  .tuple(
    fc.bigInt(-400n, 400n),
    fc.integer({ min: 0, max: 2 }),
    fc.constantFrom(1, 2, 4, 8, 64, 3_200, 64_000),
  )
  .map(([units, scale, count]) => ({ text: shifted(units, scale), scale, count }));

it("is divided to the last digit, halves away from zero", async () => {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const numbers = [
    ...fc.sample(drawn, { seed: 1, numRuns: 150 }),
    ...fc.sample(halves, { seed: 2, numRuns: 150 }),
  ];
  for (const { text, scale, count } of numbers) {
    const places = quotientPlaces(scale);
    const numerator = dialect.literal(text, { kind: "decimal", precision: 38, scale });
    const denominator = dialect.literal(count, { kind: "integer" });
    const quotient = dialect.quotient(numerator, scale, denominator, places);
    const query = toSqlQuery(sql`SELECT CAST(${quotient} AS VARCHAR)`, dialect);
    const [row] = (await connection.runAndReadAll(query.sql, [...query.parameters])).getRows();
    const expected = rounded(divideBy(exact(text), count), places).numerator.toFixed(places);
    expect({ text, count, quotient: row![0] }).toEqual({ text, count, quotient: expected });
  }
  connection.closeSync();
  instance.closeSync();
}, 60_000);

function shifted(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, "0");
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return units < 0n ? `-${text}` : text;
}
