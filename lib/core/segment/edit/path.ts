import { formatPath } from "@/lib/core/path";

/** Places in a tree, in the notation of problems: `where.all[0].value.where`. */
export type Step = string | number;

export function parsePath(path: string): Step[] {
  const steps: Step[] = [];
  for (const [, name, index] of path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    steps.push(name ?? Number(index));
  }
  return steps;
}

/** Whether `path` is the place itself or somewhere inside it: `where.all[10]` is not inside `where.all[1]`. */
export function isWithin(path: string, place: string): boolean {
  if (!path.startsWith(place)) return false;
  const next = path.charAt(place.length);
  return place === "" || next === "" || next === "." || next === "[";
}

/** The list a place is in and its index there; null for a place that is no list's item. */
export function listOf(path: string): { list: string; index: number } | null {
  const steps = parsePath(path);
  const index = steps.at(-1);
  return typeof index === "number" ? { list: formatPath(steps.slice(0, -1)), index } : null;
}
