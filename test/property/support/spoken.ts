/** How often each word of the language was used: `last` of a window is told from the measure by its unit. */
export function countWords(node: unknown, counts: Record<string, number>): void {
  if (Array.isArray(node)) {
    for (const item of node) countWords(item, counts);
  } else if (typeof node === "object" && node !== null) {
    for (const [key, inner] of Object.entries(node)) {
      const word = key === "last" && "unit" in node ? "last (window)" : key;
      counts[word] = (counts[word] ?? 0) + 1;
      countWords(inner, counts);
    }
  }
}

/** What a run must have used to have tried the language. */
export const WORDS = [
  ...[
    "all",
    "any",
    "not",
    "value",
    "every",
    "must",
    "rank",
    "top",
    "percent",
    "percentile",
    "among",
    ...["sequence", "steps", "anchor", "within", "none"],
    "where",
    "column",
    "of",
    "at",
  ],
  ...["count", "count_distinct", "sum", "avg", "min", "max", "first", "last", "since", "in"],
  ...["part", "trunc", "difference", "outer", "after", "trait", "list", "key"],
  ...["eq", "not_eq", "in", "not_in", "gt", "gte", "lt", "lte", "between", "known", "ignore_case"],
  ...["contains", "not_contains", "starts_with", "ends_with", "during", "anniversary"],
  ...["last (window)", "next", "older_than", "from", "to", "calendar", "zone"],
] as const;
