import type { Entity } from "@/lib/core/catalog/types";
import { didYouMean } from "@/lib/core/suggest";
import { type Reading, say } from "./reading";

/** Every column that is or may be read; a table named as a whole, or a star, reads all of it. */
export function readsOf(reading: Reading): { entity: string; columns: string[] }[] {
  const all = [...new Set(reading.cuts.map(({ entity }) => entity))];
  const found = new Map<Entity, Set<string>>(all.map((entity) => [entity, new Set()]));
  const readAll = (entity: Entity) => {
    for (const name of Object.keys(entity.columns)) found.get(entity)?.add(name);
  };
  for (const { table, column } of reading.named) {
    if (column === null) all.forEach(readAll);
    else if (!readColumn(reading, { table, column }, all, found, readAll))
      unknownColumn(reading, table, column, all);
  }
  return all
    .map((entity) => ({ entity: entity.name, columns: [...found.get(entity)!].sort() }))
    .sort((a, b) => (a.entity < b.entity ? -1 : 1));
}

function readColumn(
  reading: Reading,
  { table, column }: { table: string | null; column: string },
  all: readonly Entity[],
  found: ReadonlyMap<Entity, Set<string>>,
  readAll: (entity: Entity) => void,
): boolean {
  const wanted = column.toLowerCase();
  const under = table === null ? undefined : reading.tables.get(table.toLowerCase());
  if (table !== null && !under) return false;
  const entities = under ? [...under] : all;
  let isKnown = false;
  for (const entity of entities) {
    for (const name of Object.keys(entity.columns)) {
      if (name.toLowerCase() !== wanted) continue;
      found.get(entity)?.add(name);
      isKnown = true;
    }
  }
  if (table !== null) return isKnown || reading.given.has(wanted) || isOwn(reading, table);
  const whole = reading.tables.get(wanted);
  whole?.forEach(readAll);
  return isKnown || whole !== undefined || reading.given.has(wanted);
}

/** A table of WITH or a subquery: what it gives was read inside it. */
function isOwn(reading: Reading, table: string): boolean {
  return reading.tables.get(table.toLowerCase())?.size === 0;
}

function unknownColumn(reading: Reading, table: string | null, column: string, all: readonly Entity[]): void {
  // What the tables are is not known, so neither is what they have.
  if (all.length === 0 || reading.problems.some(({ code }) => code === "UNKNOWN_TABLE")) return;
  const names = all.flatMap((entity) => Object.keys(entity.columns));
  const written = table === null ? column : `${table}.${column}`;
  say(
    reading,
    `\`${written}\` is not a column of ${all.map(({ name }) => name).join(" or ")} in the catalog${didYouMean(column, names)}`,
    "Correct the name, or add the column to the catalog.",
    "UNKNOWN_COLUMN",
  );
}
