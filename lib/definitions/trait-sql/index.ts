import { strongestPii } from "@/lib/core/catalog/pii";
import type { Catalog, PiiTag, SqlTrait } from "@/lib/core/catalog/types";
import { InvalidInput } from "@/lib/core/errors";
import type { LocatedProblem } from "@/lib/core/path";
import { didYouMean } from "@/lib/core/suggest";
import { outputsOf } from "./outputs";
import { parseSelect } from "./parse";
import { readSelect } from "./read";

/** A trait's SQL as its author gives it: which of its columns are the entity's key and the value. */
export type TraitSql = Pick<SqlTrait, "sql" | "key" | "column"> & { pii?: PiiTag | null };
/** What is found out about it. */
export type ReadTraitSql = Pick<SqlTrait, "text" | "key" | "column" | "pii" | "reads">;

/**
 * The SQL of a trait held against the catalog: one SELECT over its entities, with the columns it says it gives. Its tag is
 * the strongest of what it reads, or of a stronger one it is given. Places of problems are `sql`, `key` and `column`.
 */
export async function readTraitSql(
  given: TraitSql,
  catalog: Catalog,
): Promise<{ read: ReadTraitSql; problems: [] } | { read: null; problems: LocatedProblem[] }> {
  try {
    const parsed = await parseSelect(given.sql, catalog.warehouse.kind);
    const { problems, text, reads } = readSelect(parsed, catalog);
    const outputs = outputsOf(parsed.query, reads, catalog);
    const key = given.key.map((name) => findOutput(outputs, name));
    const column = findOutput(outputs, given.column);
    const located: LocatedProblem[] = [
      ...problems.map((problem) => ({ ...problem, at: ["sql"] })),
      ...given.key.flatMap((name, at) => (key[at] ? [] : [noOutput(name, outputs, "key")])),
      ...(column ? [] : [noOutput(given.column, outputs, "column")]),
    ];
    if (located.length > 0) return { read: null, problems: located };
    const pii = strongestPii([...tagsOf(reads, catalog), given.pii ?? null]);
    return { read: { text, key: key as string[], column: column!, pii, reads }, problems: [] };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const { code, message, fix } = error;
    return { read: null, problems: [{ code, message, at: ["sql"], ...(fix === undefined ? {} : { fix }) }] };
  }
}

function tagsOf(reads: ReadTraitSql["reads"], catalog: Catalog): (PiiTag | null)[] {
  return reads.flatMap(({ entity, columns }) =>
    columns.map((name) => catalog.entities[entity]?.columns[name]?.pii ?? null),
  );
}

/** The output's own spelling, where there is one such column and no other. */
function findOutput(outputs: readonly string[], name: string): string | undefined {
  const found = outputs.filter((one) => one.toLowerCase() === name.toLowerCase());
  return found.length === 1 ? found[0] : undefined;
}

function noOutput(name: string, outputs: readonly string[], place: "key" | "column"): LocatedProblem {
  const isTwice = outputs.filter((one) => one.toLowerCase() === name.toLowerCase()).length > 1;
  return {
    code: "TRAIT_OUTPUT",
    at: [place],
    message: isTwice
      ? `The SQL gives two columns called \`${name}\`.`
      : `The SQL gives no column called \`${name}\`${didYouMean(name, outputs)}`,
    fix: isTwice
      ? "Give one of them another name with AS."
      : "Name a column of the SELECT; AS gives one a name.",
  };
}
