import type { BrowsedTable } from "@/lib/core/ports/warehouse";

/** A name for each table that paths can be written with: the table's own, without what data teams put before it; told apart by schema. */
export function nameEntities(tables: readonly BrowsedTable[]): Map<BrowsedTable, string> {
  const taken = new Set<string>();
  const names = new Map<BrowsedTable, string>();
  for (const table of tables) {
    const parts = partsOf(table);
    const own = parts.at(-1) ?? "";
    const choices = [own.replace(/^(?:dim|fct|fact|stg|mart)_(?=\p{L})/iu, ""), own, parts.join("_")].map(
      asWord,
    );
    const name = choices.find((choice) => !taken.has(choice.toLowerCase())) ?? numbered(choices[2]!, taken);
    taken.add(name.toLowerCase());
    names.set(table, name);
  }
  return names;
}

function partsOf({ source }: BrowsedTable): readonly string[] {
  if (source.kind === "table") return source.table;
  return [(source.files[0] ?? "").replace(/\.(?:csv|csv\.gz|parquet)$/i, "")];
}

function asWord(text: string): string {
  const word = text.replace(/[^\p{L}\p{N}_]+/gu, "_").replace(/^_+|_+$/g, "");
  return /^[\p{L}_]/u.test(word) ? word : `t_${word}`;
}

function numbered(name: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(`${name}_${number}`.toLowerCase())) number += 1;
  return `${name}_${number}`;
}
