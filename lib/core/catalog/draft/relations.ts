import type { BrowsedForeignKey, BrowsedTable } from "@/lib/core/ports/warehouse";
import { singularOf } from "../names";
import type { DraftEntity, DraftRelation } from "./types";

type Related = { related: DraftRelation[]; notes: string[] };

/** Foreign keys as relations both ways: from the row that holds the key to the one row it names, and back to many. */
export function draftRelations(
  tables: readonly BrowsedTable[],
  names: ReadonlyMap<BrowsedTable, string>,
  drafts: ReadonlyMap<string, DraftEntity>,
): Map<string, Related> {
  const all = new Map<string, Related>([...drafts.keys()].map((name) => [name, { related: [], notes: [] }]));
  for (const table of tables) {
    const child = drafts.get(names.get(table)!);
    if (!child) continue;
    for (const key of table.foreignKeys) {
      const parentTable = tables.find((one) => isNamed(one, key.table));
      const parent = parentTable && drafts.get(names.get(parentTable)!);
      if (parent) relate(child, parent, key, all);
    }
  }
  return all;
}

function isNamed({ source }: BrowsedTable, table: readonly string[]): boolean {
  return source.kind === "table" && source.table.join("\n") === table.join("\n");
}

function relate(
  child: DraftEntity,
  parent: DraftEntity,
  { columns, references }: BrowsedForeignKey,
  all: ReadonlyMap<string, Related>,
): void {
  const on = columns.map((here, index) => [here, references[index]!] as const);
  const here = all.get(child.name)!;
  const refusal = refusalOf(child, parent, on);
  if (refusal !== null) {
    here.notes.push(`Its foreign key ${columns.join(", ")} to ${parent.name} is left out: ${refusal}.`);
    return;
  }
  const single = columns.length === 1 ? columns[0]!.replace(/_?(?:id|key|code|no)$/i, "") : "";
  const toOne = freeName([single, singularOf(parent.name).replaceAll(" ", "_")], child, here.related);
  here.related.push({ name: toOne, to: parent.name, cardinality: "one", on });
  const there = all.get(parent.name)!;
  const toMany = freeName([child.name, `${child.name}_as_${toOne}`], parent, there.related);
  there.related.push({
    name: toMany,
    to: child.name,
    cardinality: "many",
    on: on.map(([left, right]) => [right, left] as const),
  });
}

/** Why the foreign key is none a catalog can state. */
function refusalOf(child: DraftEntity, parent: DraftEntity, on: DraftRelation["on"]): string | null {
  const kind = (entity: DraftEntity, name: string) =>
    entity.columns.find((one) => one.name === name)?.type.kind;
  if (on.some(([here, there]) => kind(child, here) === undefined || kind(parent, there) === undefined))
    return "a column of it is left out";
  if (on.some(([here, there]) => kind(child, here) !== kind(parent, there)))
    return "its columns differ in type";
  const isWhole = parent.key.length > 0 && parent.key.every((name) => on.some(([, there]) => there === name));
  return isWhole ? null : `it does not name the key of ${parent.name}`;
}

/** A relation is told apart from the entity's columns and its other relations. */
function freeName(
  choices: readonly string[],
  entity: DraftEntity,
  related: readonly DraftRelation[],
): string {
  const isTaken = (name: string) =>
    related.some((one) => one.name.toLowerCase() === name.toLowerCase()) ||
    entity.columns.some(
      (one) => one.name.toLowerCase() === name.toLowerCase() || one.name.startsWith(`${name}.`),
    );
  const words = choices
    .map((choice) => choice.replace(/[^\p{L}\p{N}_]+/gu, "_"))
    .filter((choice) => /^[\p{L}_]/u.test(choice));
  const free = words.find((word) => !isTaken(word));
  if (free !== undefined) return free;
  const last = words.at(-1) ?? "related";
  let number = 2;
  while (isTaken(`${last}_${number}`)) number += 1;
  return `${last}_${number}`;
}
