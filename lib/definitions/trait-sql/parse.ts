import { InvalidInput } from "@/lib/core/errors";
import type { SqlNode } from "./node";

/** One statement as it is printed back (no comments, one spelling), and its tree, whose places are of that text. */
export type ParsedSelect = { text: string; query: SqlNode };

const DIALECTS: Readonly<Record<string, "duckdb" | "postgresql" | "bigquery">> = {
  duckdb: "duckdb",
  postgres: "postgresql",
  bigquery: "bigquery",
};

/**
 * The one SELECT the text is, in the SQL of the warehouse kind. What is asked later is the text printed back from the tree,
 * so that a comment or an odd spelling cannot mean one thing to this parser and another to the warehouse.
 */
export async function parseSelect(sql: string, warehouse: string): Promise<ParsedSelect> {
  const { init, Parser } = await import("@guanmingchiu/sqlparser-ts");
  await init();
  const dialect = DIALECTS[warehouse] ?? "generic";
  const read = (text: string) => JSON.parse(Parser.parseToJson(text, dialect)) as readonly SqlNode[];
  try {
    requireOneSelect(read(sql));
    const text = Parser.format(sql, dialect).replace(/[;\s]+$/, "");
    return { text, query: requireOneSelect(read(text)) };
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    throw malformed(error);
  }
}

function requireOneSelect(statements: readonly SqlNode[]): SqlNode {
  const [first, second] = statements;
  const query = first?.Query;
  if (first !== undefined && second === undefined && typeof query === "object" && query !== null) {
    return query as SqlNode;
  }
  throw new InvalidInput({
    code: "TRAIT_SQL",
    message:
      second === undefined
        ? "The SQL of a trait is one SELECT."
        : `The SQL of a trait is one SELECT, and this is ${statements.length} statements.`,
    fix: "Write one SELECT and nothing else.",
  });
}

function malformed(error: unknown): InvalidInput {
  const words = error instanceof Error ? error.message : "";
  const place = /Line: (\d+), Column: (\d+)/.exec(words);
  const where = place ? ` at line ${place[1]}, column ${place[2]}` : "";
  return new InvalidInput({
    code: "TRAIT_SQL",
    message: words.includes("found: EOF") ? "The SQL ends too early." : `The SQL does not parse${where}.`,
    fix: "Mend the syntax; it is one SELECT in the SQL of the warehouse.",
    cause: error,
  });
}
