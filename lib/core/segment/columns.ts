import { type Hop, resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import type { Catalog, PiiTag } from "@/lib/core/catalog/types";
import type { Segment } from "./types";
import { visitCondition } from "./visit";

export type TouchedColumn = { entity: string; column: string; pii: PiiTag | null };

/**
 * Every column the segment reads, once, in the order of names: the members' key, columns joined on, keys that make rows
 * distinct or break ties, and times included.
 */
export function columnsOf(segment: Segment, catalog: Catalog): TouchedColumn[] {
  const touched = new Map<string, TouchedColumn>();
  const touch = (entity: string, ...columns: readonly string[]) => {
    for (const column of columns) {
      const pii = catalog.entities[entity]?.columns[column]?.pii ?? null;
      touched.set(JSON.stringify([entity, column]), { entity, column, pii });
    }
  };
  const touchHops = (hops: readonly Hop[]) => {
    for (const { relation, from, to } of hops) {
      touch(from.name, ...relation.on.map(([here]) => here));
      touch(to.name, ...relation.on.map(([, there]) => there));
    }
  };
  touch(segment.entity, ...resolved(resolveEntity(catalog, segment.entity)).key);
  visitCondition(segment.where, segment.entity, catalog, {
    column: ({ hops, entity, column }) => {
      touchHops(hops);
      touch(entity.name, column.name);
    },
    path: ({ hops, end, many }) => {
      touchHops(hops);
      if (many) touch(end.name, ...end.key);
    },
  });
  return [...touched.values()].sort((a, b) => compare(a.entity, b.entity) || compare(a.column, b.column));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
