import type { Catalog, ColumnType, Entity } from "@/lib/core/catalog/types";
import { InvalidInput, NotFound } from "@/lib/core/errors";
import type { Segment } from "@/lib/core/segment/types";
import { readWorld } from "./cells";
import { predicateOf } from "./conditions";
import type { Cell, Tables } from "./data";
import { compareText } from "./text";

export type { Cell, Row, Tables } from "./data";

/**
 * The reference: what a segment means, said plainly over rows in memory. Slow, and on purpose independent of the SQL
 * compiler, whose answers are held to this one.
 *
 * @param tables rows by entity name, cells as `Cell` says
 * @param asOf ISO instant
 * @returns keys of the members as text, sorted bytewise
 * @throws Unsupported where the tree holds a node it does not evaluate
 */
export function evaluate(segment: Segment, catalog: Catalog, tables: Tables, asOf: string): string[] {
  const entity = catalog.entities[segment.entity];
  if (!entity) throw new NotFound("entity", segment.entity);
  const key = keyColumn(entity);
  const world = readWorld(catalog, tables, asOf);
  const isMember = predicateOf(world, entity, segment.where);
  const rows = world.rows.get(segment.entity) ?? [];
  const given = tables[segment.entity] ?? [];
  return given
    .filter((_, index) => isMember(rows[index]!, []))
    .map((row) => keyText(row[key.name] ?? null, key.type))
    .sort(compareText);
}

function keyColumn(entity: Entity) {
  const [name] = entity.key;
  if (name === undefined || entity.key.length > 1) {
    throw new InvalidInput({
      code: "NO_KEY",
      message: `The rows of ${entity.name} have no single key column, so they cannot be the members of a segment.`,
      fix: "Choose an entity with one key column.",
    });
  }
  return entity.columns[name]!;
}

/** As a key is printed: digits of an integer, text as it is. */
function keyText(cell: Cell, type: ColumnType): string {
  if (cell === null) return "";
  return type.kind === "integer" ? BigInt(cell).toString() : String(cell);
}
