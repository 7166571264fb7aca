import type { Catalog } from "@/lib/core/catalog/types";
import { asList, ident, isNode, type SqlNode } from "./node";

/** Names of the columns a statement gives, in order, as the warehouse knows them; what has no name is left out. */
export function outputsOf(query: SqlNode, reads: readonly { entity: string }[], catalog: Catalog): string[] {
  const foldsCase = catalog.warehouse.kind === "postgres";
  const nameOf = (node: unknown): string[] => {
    const name = ident(node);
    if (!name) return [];
    return [foldsCase && !name.quoted ? name.value.toLowerCase() : name.value];
  };
  return asList(projectionOf(query.body)).flatMap((item) => {
    if (!isNode(item)) return [];
    if (isNode(item.ExprWithAlias)) return nameOf(item.ExprWithAlias.alias);
    if (isNode(item.UnnamedExpr)) {
      const { Identifier, CompoundIdentifier } = item.UnnamedExpr;
      return nameOf(Identifier ?? asList(CompoundIdentifier).at(-1));
    }
    // A star: whatever the tables have.
    return [...new Set(reads.flatMap(({ entity }) => Object.keys(catalog.entities[entity]?.columns ?? {})))];
  });
}

/** Of several SELECTs in a row, the first names the columns. */
function projectionOf(body: unknown): unknown {
  if (!isNode(body)) return [];
  if (isNode(body.Select)) return body.Select.projection;
  if (isNode(body.SetOperation)) return projectionOf(body.SetOperation.left);
  return isNode(body.Query) ? projectionOf(body.Query.body) : [];
}
