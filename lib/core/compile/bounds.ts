import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { dateLiteral, instantLiteral, reachOf } from "./literal";
import { always, and, never } from "./logic";
import type { Quantity } from "./quantity";
import type { Context } from "./scope";

type Bound = Temporal.Instant | Temporal.PlainDate;
/** null: open on that side. */
export type Ends = { from: Bound | null; to: Bound | null; toIncluded: boolean };

/** The date or moment lies between the bounds, `from` included; NULL where it is unknown. */
export function between(context: Context, { expression, type }: Quantity, ends: Ends): Fragment {
  const literal = (bound: Bound) =>
    bound instanceof Temporal.PlainDate ? dateLiteral(context, bound) : instantLiteral(context, bound, type);
  const from = ends.from && reachOf(ends.from);
  const to = ends.to && reachOf(ends.to);
  if (from === "past" || to === "before") return never(expression);
  const sides: Fragment[] = [];
  if (ends.from && from === "within") sides.push(sql`${expression} >= ${literal(ends.from)}`);
  if (ends.to && to === "within") {
    sides.push(sql`${expression} ${sql.raw(ends.toIncluded ? "<=" : "<")} ${literal(ends.to)}`);
  }
  return sides.length === 0 ? always(expression) : and(sides);
}
