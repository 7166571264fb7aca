import { sql } from "kysely";
import type { NormaliserStep } from "../types";

/**
 * Replaces every match. The pattern is written in what RE2 and JavaScript read alike: explicit classes of characters,
 * no \d, \s or \w (they differ), no look-around, no flags. `\1` to `\9` in the replacement stand for groups.
 */
export function replace(pattern: string, replacement: string): NormaliserStep {
  const expression = new RegExp(pattern, "gu");
  return {
    text: (value) => value.replace(expression, (...match) => fill(replacement, match)),
    sql: (value, { dialect }) => dialect.replaceAll(value, pattern, replacement),
  };
}

export function remove(pattern: string): NormaliserStep {
  return replace(pattern, "");
}

/** Replaces every occurrence of a text, which costs a fraction of a pattern. */
export function replaceText(from: string, to: string): NormaliserStep {
  return {
    text: (value) => value.replaceAll(from, () => to),
    sql: (value) => sql`replace(${value}, ${from}, ${to})`,
  };
}

/** JavaScript reads `$19` as group 19 where RE2 reads `\19` as group 1 and a nine, so groups are filled in here. */
function fill(replacement: string, match: readonly unknown[]): string {
  return replacement.replace(/\\([1-9])/g, (_, group: string) => {
    const text = match[Number(group)];
    return typeof text === "string" ? text : "";
  });
}
