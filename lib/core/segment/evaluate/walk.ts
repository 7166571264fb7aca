import { type Hop, resolveColumn, resolved, resolvePath, resolveTime } from "@/lib/core/catalog/resolve";
import type { Entity, Relation } from "@/lib/core/catalog/types";
import { InvalidInput } from "@/lib/core/errors";
import { instantAt, isTime, printCell } from "./compare";
import type { DataRow, Datum, Instant, World } from "./data";

export type Path = {
  /** The entity the path ends at. */
  readonly end: Entity;
  /** The rows it leads to, each once however many ways lead there. */
  readonly rows: (row: DataRow) => DataRow[];
};

export function pathOf(world: World, from: Entity, path: string): Path {
  const { hops, end } = resolved(resolvePath(world.catalog, from.name, path));
  return { end, rows: (row) => rowsAlong(world, row, hops) };
}

/** A column of the row, or of the row its to-one relations lead to: "account.plan". No such row: unknown. */
export function columnOf(world: World, entity: Entity, path: string): (row: DataRow) => Datum {
  const { hops, column } = resolved(resolveColumn(world.catalog, entity.name, path));
  return (row) => {
    const ends = rowsAlong(world, row, hops);
    if (ends.length > 1) throw severalRows(path, entity);
    return ends.length === 0 ? null : cellOf(ends[0]!, column.name);
  };
}

/** When a row happened: `at`, else the entity's time column, else the question is refused. */
export function timeOf(world: World, entity: Entity, at: string | undefined) {
  resolved(resolveTime(world.catalog, entity.name, at));
  const read = columnOf(world, entity, at ?? entity.timeColumn ?? "");
  return (row: DataRow, zone: string): Instant | null => {
    const seen = read(row);
    return seen !== null && isTime(seen) ? instantAt(seen, zone) : null;
  };
}

export function cellOf(row: DataRow, column: string): Datum {
  return row.cells[column] ?? null;
}

function rowsAlong(world: World, row: DataRow, hops: readonly Hop[]): DataRow[] {
  let rows = new Set([row]);
  for (const hop of hops) rows = new Set([...rows].flatMap((from) => related(world, from, hop)));
  return [...rows];
}

function related(world: World, row: DataRow, { relation }: Hop): readonly DataRow[] {
  const wanted = printOf(relation.on.map(([here]) => cellOf(row, here)));
  return wanted === null ? [] : (meetingRows(world, relation).get(wanted) ?? []);
}

/** The rows a relation leads to, by what they meet over: found once, so that a real company can be asked too. */
function meetingRows(world: World, relation: Relation): ReadonlyMap<string, readonly DataRow[]> {
  const before = world.meeting.get(relation);
  if (before) return before;
  const found = new Map<string, DataRow[]>();
  for (const row of world.rows.get(relation.to) ?? []) {
    const print = printOf(relation.on.map(([, there]) => cellOf(row, there)));
    if (print === null) continue;
    const rows = found.get(print);
    if (rows) rows.push(row);
    else found.set(print, [row]);
  }
  world.meeting.set(relation, found);
  return found;
}

/** Equal for equal values only; null where one is unknown, which leads nowhere. */
function printOf(values: readonly Datum[]): string | null {
  const prints = values.map((value) => (value === null ? null : printCell(value)));
  return prints.includes(null) ? null : JSON.stringify(prints);
}

function severalRows(path: string, entity: Entity): InvalidInput {
  return new InvalidInput({
    code: "NOT_TO_ONE",
    message: `"${path}" leads from one row of ${entity.name} to several, against what the catalog says.`,
    fix: "Correct the relation in the catalog, or the rows.",
  });
}
