import { resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Condition, Segment } from "../types";

export type SentenceLine = { depth: number; text: string };
export type DiffLine = SentenceLine & { change: "same" | "added" | "removed" };

/** The segment line by line, groups indented. `line` puts one condition in words. */
export function linesOf(
  segment: Segment,
  catalog: Catalog,
  line: (condition: Condition) => string,
): SentenceLine[] {
  const { label } = resolved(resolveEntity(catalog, segment.entity));
  const root = segment.where;
  if (isGroup(root)) {
    const { words, conditions } = groupOf(root);
    return [
      { depth: 0, text: `Everyone in ${label} who meets ${words}:` },
      ...conditions.flatMap((condition) => conditionLines(condition, 1, line)),
    ];
  }
  return [{ depth: 0, text: `Everyone in ${label}` }, ...conditionLines(root, 1, line)];
}

function conditionLines(
  condition: Condition,
  depth: number,
  line: (condition: Condition) => string,
): SentenceLine[] {
  if (!isGroup(condition)) return [{ depth, text: line(condition) }];
  const { words, conditions } = groupOf(condition);
  const text = `${words.charAt(0).toUpperCase()}${words.slice(1)}:`;
  return [{ depth, text }, ...conditions.flatMap((child) => conditionLines(child, depth + 1, line))];
}

function isGroup(condition: Condition): boolean {
  if ("not" in condition) return isGroup(condition.not);
  return "all" in condition ? condition.all.length > 0 : "any" in condition && condition.any.length > 0;
}

function groupOf(
  condition: Condition,
  isNegated = false,
): { words: string; conditions: readonly Condition[] } {
  if ("not" in condition) return groupOf(condition.not, !isNegated);
  if ("all" in condition)
    return { words: isNegated ? "not all of these" : "all of these", conditions: condition.all };
  if ("any" in condition)
    return { words: isNegated ? "none of these" : "any of these", conditions: condition.any };
  return { words: "", conditions: [] };
}

/** What changed between two versions, in the order of reading: what went before what came. */
export function diffLines(before: readonly SentenceLine[], after: readonly SentenceLine[]): DiffLine[] {
  const common = commonLengths(before, after);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]];
    if (old && fresh && isSame(old, fresh)) {
      lines.push({ ...fresh, change: "same" });
      i += 1;
      j += 1;
    } else if (old && (!fresh || common[i + 1]![j]! >= common[i]![j + 1]!)) {
      lines.push({ ...old, change: "removed" });
      i += 1;
    } else if (fresh) {
      lines.push({ ...fresh, change: "added" });
      j += 1;
    }
  }
  return lines;
}

/** Lengths of the longest common rest from each pair of positions on. */
function commonLengths(before: readonly SentenceLine[], after: readonly SentenceLine[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const best = Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
      table[i]![j] = isSame(before[i]!, after[j]!) ? table[i + 1]![j + 1]! + 1 : best;
    }
  }
  return table;
}

function isSame(a: SentenceLine, b: SentenceLine): boolean {
  return a.depth === b.depth && a.text === b.text;
}
