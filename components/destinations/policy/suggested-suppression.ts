import type { Suppression } from "@/lib/core/policy/types";
import type { CatalogEntityView } from "@/lib/core/views/catalog";

type Table = Pick<CatalogEntityView, "name" | "key" | "columns" | "relations">;

/**
 * The line a suppression most likely means: a table that stands alone, such as a list of objections, compared by what both
 * hold of a person. Tables that belong to the member (their orders) come after it: being in one suppresses nobody.
 */
export function suggestedSuppression(member: Table, entities: readonly Table[]): Suppression | null {
  const others = entities.filter(({ name }) => name !== member.name);
  const own = new Set(member.relations.map(({ to }) => to));
  const inOrder = [
    ...others.filter(({ name }) => !own.has(name)),
    ...others.filter(({ name }) => own.has(name)),
  ];
  for (const table of inOrder) {
    const pair = comparable(member, table);
    if (pair) return { entity: table.name, ...pair };
  }
  const [first] = inOrder;
  if (!first) return null;
  return {
    entity: first.name,
    column: first.columns[0]?.name ?? "",
    memberColumn: member.columns[0]?.name ?? "",
  };
}

/** The column of a table that holds what a column of the member holds; its first one where none does. */
export function columnLike(member: Table, memberColumn: string, table: Table | undefined): string {
  const wanted = member.columns.find(({ name }) => name === memberColumn);
  const same = table?.columns.find(
    ({ name, pii }) => name === memberColumn || (pii !== null && pii === wanted?.pii),
  );
  return same?.name ?? table?.columns[0]?.name ?? "";
}

function comparable(member: Table, table: Table): Pick<Suppression, "column" | "memberColumn"> | null {
  for (const { name, pii } of member.columns) {
    const isKey = member.key.length === 1 && member.key[0] === name;
    const same = table.columns.find(
      (column) => (pii !== null && column.pii === pii) || (isKey && column.name === name),
    );
    if (same) return { column: same.name, memberColumn: name };
  }
  return null;
}
