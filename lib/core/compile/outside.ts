import { InvalidInput } from "@/lib/core/errors";
import type { Fragment } from "@/lib/core/ports/warehouse";
import type { OuterValue } from "@/lib/core/segment/types";
import type { OutsideRow } from "./plan";
import type { Quantity } from "./quantity";
import { columnOf, createScope, type Scope } from "./scope";

/**
 * The scope's row once more, in a FROM so deep, and as many rows outside it as `reach` needs beyond: what stands inside a
 * relation then compares with their columns row by row. Null where nothing looks out.
 */
export function standAgain(scope: Scope, reach: number, depth: number): Scope | null {
  if (reach === 0) return null;
  const { context, rows, reached } = scope;
  const again = createScope(context, rows.entity, context.alias("x"), depth, reached);
  again.outer = reached && standAgain(reached.from, reach - 1, depth);
  return again;
}

/** The rows outside that stand in the same FROM, the nearest first. */
export function outsideRows(nearest: Scope | null): OutsideRow[] {
  if (nearest === null) return [];
  const { context, rows, reached, outer } = nearest;
  const hops = outer && reached ? reached.hops : [];
  const mayRepeat = outer && reached?.mayRepeat;
  const between = hops.slice(1).map(() => context.alias("t"));
  const own: OutsideRow = {
    rows,
    hops,
    aliases: [...between, rows.alias],
    pairs: mayRepeat ? { alias: context.alias("y"), end: context.alias("t") } : null,
  };
  return [own, ...outsideRows(outer)];
}

/** The keys of the scope's row and of the rows outside it, as many as were stood again. */
export function keysOutwards(scope: Scope | null, count: number): Fragment[] {
  if (scope === null || count === 0) return [];
  const own = scope.rows.entity.key.map((name) => columnOf(scope.rows.alias, name));
  return [...own, ...keysOutwards(scope.outer, count - 1)];
}

/** A value of the row outside, read where that row stands beside this one. */
export function compileOuter({ context, outer }: Scope, node: OuterValue): Quantity {
  if (outer) return context.value(outer, node.outer);
  throw new InvalidInput({
    code: "NO_OUTER_ROW",
    message: "No relation was entered here, so there is no row outside.",
    fix: "Use the value itself, without `outer`.",
  });
}
