/** Keys for rows: a condition keeps its identity while it is edited and moved, so that focus and folds stay with it. */
const ids = new WeakMap<object, string>();
let next = 0;

export function idOf(node: object): string {
  const known = ids.get(node);
  if (known) return known;
  const id = `n${next++}`;
  ids.set(node, id);
  return id;
}

/** Gives the nodes an edit rebuilt the identity of what stood in their place, unless that still stands elsewhere. */
export function carryIds(before: unknown, after: unknown): void {
  const used = new Set<string>();
  visit(after, (node) => {
    const id = ids.get(node);
    if (id) used.add(id);
  });
  carry(before, after, used);
}

function carry(before: unknown, after: unknown, used: Set<string>): void {
  if (before === after || !isObject(before) || !isObject(after)) return;
  const id = ids.get(before);
  if (id && !ids.has(after) && !used.has(id)) ids.set(after, id);
  for (const key of Object.keys(after)) {
    carry((before as Record<string, unknown>)[key], (after as Record<string, unknown>)[key], used);
  }
}

function visit(node: unknown, see: (node: object) => void): void {
  if (!isObject(node)) return;
  see(node);
  for (const child of Object.values(node)) visit(child, see);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
