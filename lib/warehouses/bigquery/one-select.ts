import { InvalidInput } from "@/lib/core/errors";

/** Comments and quoted texts of every kind, and then the characters that matter. */
const WORDS =
  /--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|"""(?:\\[\s\S]|[^\\])*?"""|'''(?:\\[\s\S]|[^\\])*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\\n])*`|[();"'`]|\/\*/g;

/**
 * A catalog's query stands inside ours in parentheses. One that closes them and begins a statement of its own could change
 * tables, so it must keep to its parentheses and be one statement. Returns it without what may end it.
 */
export function requireOneSelect(sql: string): string {
  const query = sql.replace(/[;\s]+$/, "");
  let depth = 0;
  for (const [word] of query.matchAll(WORDS)) {
    if (word === "(") depth += 1;
    if (word === ")") depth -= 1;
    // A quote or comment alone was never closed: what follows it is not what it seems.
    if (depth < 0 || [";", '"', "'", "`", "/*"].includes(word)) throw refusal();
  }
  if (depth !== 0) throw refusal();
  return query;
}

function refusal(): InvalidInput {
  return new InvalidInput({
    code: "QUERY_NOT_ONE_SELECT",
    message: "A query of the catalog is more than one SELECT.",
    fix: "Write one SELECT, without a semicolon.",
  });
}
