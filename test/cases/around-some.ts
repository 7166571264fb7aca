import type { Catalog } from "@/lib/core/catalog/types";
import type { Row, Tables } from "@/lib/core/segment/evaluate/index";

/** So many rows of an entity, spread over all of them, and of other entities those that relations lead to from there. */
export function aroundSome(catalog: Catalog, entity: string, tables: Tables, count: number): Tables {
  const all = tables[entity] ?? [];
  const step = Math.max(1, Math.floor(all.length / count));
  const kept = new Map<string, Set<Row>>([[entity, new Set(all.filter((_, index) => index % step === 0))]]);
  const waiting = [entity];
  for (let from = waiting.shift(); from !== undefined; from = waiting.shift()) {
    for (const { to, on } of Object.values(catalog.entities[from]!.relations)) {
      // Back to where it began would bring in everyone.
      if (kept.has(to) || !tables[to]) continue;
      const keyOf = (row: Row, side: 0 | 1) => JSON.stringify(on.map((pair) => String(row[pair[side]])));
      const wanted = new Set([...kept.get(from)!].map((row) => keyOf(row, 0)));
      kept.set(to, new Set(tables[to].filter((row) => wanted.has(keyOf(row, 1)))));
      waiting.push(to);
    }
  }
  return Object.fromEntries([...kept].map(([name, rows]) => [name, [...rows]]));
}
