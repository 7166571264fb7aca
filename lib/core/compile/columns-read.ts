import { IdentifierNode, type OperationNode, RawNode } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";

/** The columns the SQL reads of the table with that alias, each once, in the order they are met. */
export function columnsRead(alias: string, fragments: readonly Fragment[]): string[] {
  const found = new Set<string>();
  const look = (node: OperationNode): void => {
    if (!RawNode.is(node)) return;
    const [table, column, ...more] = node.parameters;
    if (table && column && more.length === 0 && IdentifierNode.is(table) && IdentifierNode.is(column)) {
      if (table.name === alias) found.add(column.name);
      return;
    }
    node.parameters.forEach(look);
  };
  for (const fragment of fragments) look(fragment.toOperationNode());
  return [...found];
}
