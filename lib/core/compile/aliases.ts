import type { Catalog } from "@/lib/core/catalog/types";

export type Aliases = {
  /** Of the row everything is asked about. */
  readonly root: string;
  /** A table alias no other part of the query has. */
  next(prefix: string): string;
};

/**
 * Aliases that are no column's name: inside a subquery some warehouses take the word before the dot for a column of the
 * nearest table rather than for the table outside that is called so.
 */
export function createAliases(catalog: Catalog): Aliases {
  const used: Record<string, number> = {};
  const taken = columnNames(catalog);
  const next = (prefix: string): string => {
    used[prefix] = (used[prefix] ?? 0) + 1;
    const alias = `${prefix}${used[prefix]}`;
    return taken.has(alias) ? next(prefix) : alias;
  };
  return { root: taken.has("m") ? next("m") : "m", next };
}

const known = new WeakMap<Catalog, ReadonlySet<string>>();

function columnNames(catalog: Catalog): ReadonlySet<string> {
  const before = known.get(catalog);
  if (before) return before;
  const columns = Object.values(catalog.entities).flatMap((entity) => Object.keys(entity.columns));
  const names = new Set(columns.map((name) => name.toLowerCase()));
  known.set(catalog, names);
  return names;
}
