import type { Catalog } from "@/lib/core/catalog/types";

const FARTHEST = 3;

/**
 * The to-one relations that lead from a row of one entity to the one row of another it belongs to, joined by dots; null where
 * none do, or where several do equally soon and say different things.
 */
export function pathTo({ entities }: Catalog, from: string, to: string): string | null {
  let reached = [{ entity: from, path: "" }];
  for (let hops = 0; hops < FARTHEST; hops++) {
    reached = reached.flatMap(({ entity, path }) =>
      Object.values(entities[entity]?.relations ?? {})
        .filter(({ cardinality, name }) => cardinality === "one" && !isShadowed(entity, name))
        .map(({ name, to: next }) => ({ entity: next, path: path === "" ? name : `${path}.${name}` })),
    );
    const found = reached.filter(({ entity }) => entity === to);
    if (found.length > 0) return found.length === 1 ? found[0]!.path : null;
  }
  return null;

  /** A column of the entity whose own name begins like the path would be read instead. */
  function isShadowed(entity: string, relation: string): boolean {
    return Object.keys(entities[entity]?.columns ?? {}).some((column) => column.startsWith(`${relation}.`));
  }
}
