import type { Condition, Window } from "@/lib/core/segment/types";

/**
 * The condition with its window twice as long, where it counts what happened in the last so many units and asks for some of
 * it: whoever met it still does. Null for any other condition.
 */
export function loosened(condition: Condition): Condition | null {
  if (!("value" in condition)) return null;
  const { value, is } = condition;
  if ("during" in is) {
    const during = longer(is.during);
    return during && { value, is: { ...is, during } };
  }
  const grows = "count" in value || "count_distinct" in value || "max" in value;
  if (!grows || !("during" in value) || !value.during || !asksForMore(is)) return null;
  const during = longer(value.during);
  return during && { value: { ...value, during }, is };
}

/** More rows can only help such a test. */
function asksForMore(is: object): boolean {
  return "gte" in is || "gt" in is;
}

function longer(window: Window): Window | null {
  return "last" in window ? { ...window, last: window.last * 2 } : null;
}
