/** Deeper than any tree that parses; what lies below is refused anyway. */
const MAX_LEVELS = 500;

/** Texts that stand under a key anywhere in a tree nobody has checked yet, each once. */
export function namedUnder(json: unknown, key: string): string[] {
  const names = new Set<string>();
  const seen = new Set<object>();
  const look = (node: unknown, level: number) => {
    if (typeof node !== "object" || node === null || seen.has(node) || level > MAX_LEVELS) return;
    seen.add(node);
    const name = Object.hasOwn(node, key) ? (node as Record<string, unknown>)[key] : undefined;
    if (typeof name === "string") names.add(name);
    for (const child of Object.values(node)) look(child, level + 1);
  };
  look(json, 0);
  return [...names];
}
