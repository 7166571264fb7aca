import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";

/** Further from zero than any number that is divided. */
const FURTHEST = 10n ** 18n;

/**
 * DuckDB divides with `/` as doubles and with `//` towards zero: what is divided is moved above zero by whole divisors, and the
 * answer back.
 */
export function floorDivide(expression: Fragment, divisor: number): Fragment {
  const times = FURTHEST / BigInt(divisor) + 1n;
  const moved = sql.raw(String(times * BigInt(divisor)));
  return sql`((${expression} + ${moved}) // ${sql.lit(divisor)} - ${sql.raw(String(times))})`;
}

/** Whole numbers throughout: a decimal without its point is one, and `//` loses nothing of it. */
export function quotient(
  numerator: Fragment,
  scale: number,
  denominator: Fragment,
  places: number,
): Fragment {
  const digits = sql`replace(CAST(CAST(${numerator} AS ${sql.raw(`DECIMAL(38,${scale})`)}) AS VARCHAR), '.', '')`;
  const whole = sql`CAST(${digits} AS HUGEINT) * ${sql.raw(`1${"0".repeat(places - scale)}`)}`;
  const half = sql`CASE WHEN ${numerator} < 0 THEN -(${denominator}) ELSE ${denominator} END`;
  const rounded = sql`(2 * ${whole} + ${half}) // (2 * ${denominator})`;
  const unit = sql.raw(`CAST('0.${"0".repeat(places - 1)}1' AS DECIMAL(${places},${places}))`);
  return sql`(CAST(${rounded} AS DECIMAL(38,0)) * ${unit})`;
}
