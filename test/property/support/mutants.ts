import { compileMembers } from "@/lib/core/compile/members";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import type { Compile } from "./engine";

/** A mistake a compiler could make, made on purpose in its SQL. */
export type Mutant = { name: string; mistake: (query: SqlQuery, quote: string) => SqlQuery };

export const MUTANTS: readonly Mutant[] = [
  inSql("a window or test leaves its first moment out", " >= ", " > "),
  inSql("a window or test takes its end in", " < ", " <= "),
  inSql("`at most` becomes `less than`", " <= ", " < "),
  inSql("`more than` becomes `at least`", " > ", " >= "),
  inSql("unequal becomes equal", " <> ", " = "),
  inSql("an unknown leaf stays unknown under `not`", /COALESCE\((.*?), FALSE\)/g, "($1)"),
  inSql("a count or sum over nothing is unknown", /COALESCE\(([^()]*), 0\)/g, "($1)"),
  inSql("a join drops people", "LEFT JOIN", "JOIN"),
  inSql("a row reached twice counts twice", "SELECT DISTINCT", "SELECT"),
  inSql("distinct values are not", "COUNT(DISTINCT ", "COUNT("),
  inSql("unknown values are counted", /COUNT\("[^*()]*?\)/g, "COUNT(*)"),
  inSql("the smallest becomes the largest", "MIN(", "MAX("),
  inSql("the last or largest becomes the first or smallest", "MAX(", "MIN("),
  inSql("ties go to the higher key", "ASC NULLS LAST", "DESC NULLS LAST"),
  inSql("an unknown value wins a tie", "ASC NULLS LAST", "ASC NULLS FIRST"),
  inSql("the first row is any of them", / AND "e\d+"\."v1" = [^\n]+/g, ""),
  inSql("29 February counts on its own day", "= 229 THEN 228", "= 229 THEN 229"),
  inSql("case counts although it is to be ignored", /lower\(([^()]*)\)/g, "$1"),
  inSql("an average is compared without its count", / \* "r\d+"\."v\d+"/g, ""),
  inSql("a complement is forgotten", "NOT (", "("),
  inSql("only one column of a relation is compared", / AND "r\d+"\."k2" = "m"\."(?:[^"]|"")*"/g, ""),
  inSql("a row two relations outside is any of them", / AND "r\d+"\."k\d+" = "x\d+"\."(?:[^"]|"")*"/g, ""),
  inSql(
    "a measure is known before its window begins",
    /CASE WHEN [^\n]*? IS NOT NULL THEN (COALESCE\([^()]*, 0\)) END/g,
    "$1",
  ),
  inSql("every row outside has the same rank", /PARTITION BY "x\d+"[^\n]*? ORDER BY/g, "ORDER BY"),
  // Not the AND of a window's frame: that would not even run.
  inSql("one of two conditions is enough", / AND (?!UNBOUNDED|CURRENT)/g, " OR "),
  inSql("all conditions are asked where one is enough", " OR ", " AND "),
  inSql("local dates and times are read in UTC", /'[A-Z][a-z]+\/[A-Z]\w+'/g, "'UTC'"),
  {
    name: "bounds lose their fractions of a second",
    mistake: ({ sql, parameters }) => ({
      sql,
      parameters: parameters.map((one) => (typeof one === "string" ? one.replace(/\.\d+Z$/, "Z") : one)),
    }),
  },
  {
    name: "text is compared without its accents",
    mistake: ({ sql, parameters }) => ({
      sql,
      parameters: parameters.map((one) => (typeof one === "string" ? one.replace(/[éÉ]/gu, "e") : one)),
    }),
  },
];

/** The compiler with the mistake in everything it writes; `quote` is what names stand in. */
export function compileWith({ mistake }: Mutant, quote = '"'): Compile {
  return (question) => mistake(compileMembers(question), quote);
}

function inSql(name: string, what: string | RegExp, instead: string): Mutant {
  return {
    name,
    mistake: ({ sql, parameters }, quote) => ({
      sql: sql.replaceAll(quoted(what, quote), instead),
      parameters,
    }),
  };
}

function quoted(what: string | RegExp, quote: string): string | RegExp {
  if (typeof what === "string" || quote === '"') return what;
  return new RegExp(what.source.replaceAll('"', quote), what.flags);
}
