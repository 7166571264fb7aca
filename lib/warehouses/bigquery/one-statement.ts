import { InvalidInput } from "@/lib/core/errors";

/** Comments and quoted texts of every kind, and then the characters that matter. */
const WORDS =
  /--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|"""(?:\\[\s\S]|[^\\])*?"""|'''(?:\\[\s\S]|[^\\])*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\\n])*`|[;"'`]|\/\*/g;

/**
 * A catalog's query stands inside ours in parentheses. One that closes them and begins a statement of its own could change
 * tables, so what is asked must be one statement.
 */
export function requireOneStatement(sql: string): void {
  for (const [word] of sql.matchAll(WORDS)) {
    // A quote or comment alone was never closed: what follows it is not what it seems.
    if ([";", '"', "'", "`", "/*"].includes(word)) throw refusal();
  }
}

function refusal(): InvalidInput {
  return new InvalidInput({
    code: "QUERY_NOT_ONE_SELECT",
    message: "A query of the catalog is more than one SELECT.",
    fix: "Write one SELECT, without a semicolon.",
  });
}
