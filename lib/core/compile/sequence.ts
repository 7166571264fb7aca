import { sql } from "kysely";
import { resolved, resolvePath, resolveTime } from "@/lib/core/catalog/resolve";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { describeCondition } from "@/lib/core/segment/describe";
import { insideReach } from "@/lib/core/segment/reach";
import type { Bounds } from "@/lib/core/segment/time/window-bounds";
import type { Sequence, SequenceStep, Window } from "@/lib/core/segment/types";
import { between } from "./bounds";
import { asInstant } from "./compare";
import type { KeySet } from "./key-set";
import { and, or } from "./logic";
import { type Outline, relationColumn } from "./plan";
import { keysOf, planRelated } from "./related";
import { renderRelated } from "./render";
import { line, list, relationKeys } from "./render-parts";
import { type Context, columnQuantity, type Scope } from "./scope";
import { stepBounds } from "./sequence-bounds";

/** Rows `k1`, `k2`, …, `at`: when something happened for whom. */
type Moments = (depth: number) => Fragment;
type Absent = { step: SequenceStep; moments: Moments };

/**
 * Who has the sequence, from its last positive step to its first: a row of a step is good when the next good row of the step
 * after it comes in time and nothing that must not happen comes between. The next good row is the best one, so one
 * window over the rows of two steps settles it, however many steps there are.
 */
export function planSequence(scope: Scope, sequence: Sequence): KeySet {
  const { steps, anchor, during } = sequence;
  const bounds = boundsOf(scope, sequence);
  const reach = reachOf(scope, steps, during);
  const { hops } = resolved(resolvePath(scope.context.catalog, scope.rows.entity.name, steps[0]!.of));
  const outer = keysOf(scope, hops, reach);
  const keys = outer.map((_, index) => sql`${sql.id(relationColumn(index))}`);
  let good: { step: SequenceStep; moments: Moments } | null = null;
  let absent: Absent[] = [];
  let follower: StepRows | null = null;
  for (const [index, step] of [...steps.entries()].reverse()) {
    const rows: StepRows = { step, bounds: bounds[index]!, during: index === 0 ? during : undefined, reach };
    const moments = momentsOf(scope, { ...rows, follower: step.none ? null : follower });
    if (step.none) {
      absent = [{ step, moments }, ...absent];
      continue;
    }
    const link: Link = { keys, moments, next: good, absent, isFirstOnly: index === 0 && anchor === "first" };
    const isLast: boolean = good === null && absent.length === 0;
    follower = rows;
    good = { step, moments: isLast ? moments : (depth) => selectGood(scope.context, link, depth) };
    absent = [];
  }
  const depth = scope.rows.depth + 1;
  const select = sql`${line(depth)}SELECT DISTINCT ${list(keys)}`;
  return {
    keys: outer,
    outline: () => [outlineSequence(sequence, bounds, scope)],
    select: () =>
      sql`${select}${line(depth)}FROM (${good!.moments(depth + 1)}${line(depth)}) AS ${sql.id("g")}`,
  };
}

function outlineSequence(
  { steps, anchor }: Sequence,
  bounds: readonly Bounds[],
  { context, rows }: Scope,
): Outline {
  const parts = steps.map((step, index) => {
    const { end } = resolved(resolvePath(context.catalog, rows.entity.name, step.of));
    const where = step.where ? ` · ${describeCondition(step.where, end.name, context.catalog)}` : "";
    const within = step.within === undefined ? "" : ` within ${step.within} ${step.unit ?? "day"}(s)`;
    const { from, to } = bounds[index]!;
    const read = from || to ? ` · read only ${from ? `${from} <= ` : ""}time${to ? ` < ${to}` : ""}` : "";
    return { text: `${step.none ? "no " : ""}${end.name}${where}${within}${read}`, parts: [] };
  });
  const first = anchor === "first" ? ", from the earliest row of the first" : "";
  return {
    text: `a window over the rows of ${steps.length} steps${first}, each sorted only for who has the step that must follow`,
    parts,
  };
}

type Link = {
  keys: readonly Fragment[];
  moments: Moments;
  next: { step: SequenceStep; moments: Moments } | null;
  absent: readonly Absent[];
  /** Only the earliest of all counts. */
  isFirstOnly: boolean;
};

/** Every kind of row under one clock; of rows at one moment the step's own come last, so that what follows is later. */
function selectGood(context: Context, link: Link, depth: number): Fragment {
  const { keys, moments, next, absent, isFirstOnly } = link;
  const others = [...(next ? [next.moments] : []), ...absent.map((one) => one.moments)];
  const kinds = [...others, moments];
  const at = sql`${sql.id("at")}`;
  const kind = sql`${sql.id("kind")}`;
  const union = sql.join(
    kinds.map(
      (rows, index) =>
        sql`${line(depth + 2)}SELECT ${list([...keys, at])}, ${sql.lit(index)} AS ${kind}${line(depth + 2)}FROM (${rows(depth + 3)}${line(depth + 2)}) AS ${sql.id("s")}`,
    ),
    sql`${line(depth + 2)}UNION ALL`,
  );
  const over = sql`OVER (PARTITION BY ${list(keys)} ORDER BY ${at}, ${kind} ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)`;
  const nexts = others.map(
    (_, index) =>
      sql`MIN(CASE WHEN ${kind} = ${sql.lit(index)} THEN ${at} END) ${over} AS ${sql.id(`n${index}`)}`,
  );
  const first = sql`MIN(CASE WHEN ${kind} = ${sql.lit(others.length)} THEN ${at} END) OVER (PARTITION BY ${list(keys)}) AS ${sql.id("first")}`;
  const columns = [...keys, at, kind, ...nexts, ...(isFirstOnly ? [first] : [])];
  const filters = [
    sql`${kind} = ${sql.lit(others.length)}`,
    ...(isFirstOnly ? [sql`${at} = ${sql.id("first")}`] : []),
    ...conditionsOf(context, link),
  ];
  const inner = sql`${line(depth + 1)}SELECT ${list(columns)}${line(depth + 1)}FROM (${union}${line(depth + 1)}) AS ${sql.id("u")}`;
  return sql`${line(depth)}SELECT ${list([...keys, at])}${line(depth)}FROM (${inner}${line(depth)}) AS ${sql.id("w")}${line(depth)}WHERE ${and(filters)}`;
}

function conditionsOf(context: Context, { next, absent }: Link): Fragment[] {
  const at = sql`${sql.id("at")}`;
  const endOf = ({ within, unit = "day" }: SequenceStep) =>
    within === undefined ? null : context.dialect.later(at, within, unit, context.clock.zone);
  const follows = next ? [sql`${sql.id("n0")} IS NOT NULL`] : [];
  const end = next && endOf(next.step);
  if (end) follows.push(sql`${sql.id("n0")} <= ${end}`);
  const without = absent.map(({ step }, index) => {
    const time = sql`${sql.id(`n${index + (next ? 1 : 0)}`)}`;
    const isPast = endOf(step);
    return or([
      sql`${time} IS NULL`,
      ...(next ? [sql`${time} >= ${sql.id("n0")}`] : []),
      ...(isPast ? [sql`${time} > ${isPast}`] : []),
    ]);
  });
  return [...follows, ...without];
}

/** The rows a step speaks of. */
type StepRows = { step: SequenceStep; bounds: Bounds; during: Window | undefined; reach: number };

/** Only whoever has a row of the step that must follow can have the sequence: mostly few, so the others are not even sorted. */
function momentsOf(scope: Scope, { follower, ...rows }: StepRows & { follower: StepRows | null }): Moments {
  return (depth) => {
    const { related, at, keys } = planStep(scope, rows, depth);
    if (follower && keys.length === 1)
      related.filters.push(sql`${keys[0]} IN (${whoHas(scope, follower, depth)})`);
    const columns = keys.map((key, index) => sql`${key} AS ${sql.id(relationColumn(index))}`);
    const select = sql`${line(depth)}SELECT ${list([...columns, sql`${at} AS ${sql.id("at")}`])}`;
    return sql`${select}${renderRelated(scope.context.dialect, related)}`;
  };
}

function whoHas(scope: Scope, rows: StepRows, depth: number): Fragment {
  const { related, keys } = planStep(scope, rows, depth + 2);
  const select = sql`${line(depth + 2)}SELECT ${list(keys)}`;
  return sql`${select}${renderRelated(scope.context.dialect, related)}${line(depth + 1)}`;
}

/** A step's rows that say when they happened. */
function planStep(scope: Scope, { step, bounds, during, reach }: StepRows, depth: number) {
  const { context } = scope;
  const { of, where, at: column } = step;
  const measure = { of, ...(where && { where }), ...(column && { at: column }), ...(during && { during }) };
  const { related, end } = planRelated(scope, measure, { depth: depth - scope.rows.depth, reach });
  const time = resolved(resolveTime(context.catalog, end.rows.entity.name, column));
  const moment = asInstant(context, columnQuantity(end, time));
  related.filters.push(sql`${moment.expression} IS NOT NULL`);
  if (bounds.from || bounds.to)
    related.filters.push(between(context, moment, { ...bounds, toIncluded: false }));
  return { related, at: moment.expression, keys: relationKeys(related) };
}

/** A date may begin before the window it lies in, where the window has a zone of its own. */
function boundsOf({ context, rows }: Scope, sequence: Sequence): Bounds[] {
  const [first] = sequence.steps;
  const { end } = resolved(resolvePath(context.catalog, rows.entity.name, first!.of));
  const time = resolved(resolveTime(context.catalog, end.name, first!.at));
  const isMoment = time.column.type.kind === "timestamp";
  return stepBounds(isMoment ? sequence : { ...sequence, during: {} }, context.clock);
}

/**
 * How many rows outside the steps' rows are looked at. Steps related over different columns are put in one order by the key of
 * the row they all lead from, which then stands beside them.
 */
function reachOf(scope: Scope, steps: readonly SequenceStep[], during: Window | undefined): number {
  const [first, ...others] = steps;
  const needed = [
    insideReach({ ...first, ...(during && { during }) }),
    ...others.map((one) => insideReach(one)),
  ];
  const starts = steps.map(({ of }) => {
    const { hops } = resolved(resolvePath(scope.context.catalog, scope.rows.entity.name, of));
    return JSON.stringify(hops[0]!.relation.on.map(([here]) => here));
  });
  return Math.max(new Set(starts).size > 1 ? 1 : 0, ...needed);
}
