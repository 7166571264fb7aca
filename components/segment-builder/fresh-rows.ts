import { idOf } from "./node-ids";

/**
 * Comparisons nobody has had the time to fill in: what is wrong with one is said once the focus has left its row. By
 * identity, which an edit carries along.
 */
const fresh = new Set<string>();

/** Marks every comparison of something just added: a condition, or a whole tree. */
export function markFresh(added: object): void {
  if ("is" in added || "rank" in added || "sequence" in added) fresh.add(idOf(added));
  for (const child of Object.values(added)) {
    if (typeof child === "object" && child !== null) markFresh(child);
  }
}

export function isFresh(condition: object): boolean {
  return fresh.has(idOf(condition));
}

export function markSeen(condition: object): void {
  fresh.delete(idOf(condition));
}
