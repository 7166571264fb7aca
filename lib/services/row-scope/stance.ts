import { OutsideRowScope } from "@/lib/core/errors";
import type { Actor } from "../actor";
import type { Reached } from "./inside";

/**
 * What a service is to someone who sees only some rows. Left out, they are refused, so that a new service that says nothing
 * shows nothing.
 *
 * - `no_rows`: it tells nothing of any row, nor of how many there are.
 * - `kept_within`: all it tells of rows is asked within the scope of the person, or left out by the service itself.
 * - a function: what it is about, which has to lie inside their scope as a whole.
 */
export type RowStance<I> = "no_rows" | "kept_within" | ((input: I) => Reached);

/** Throws OutsideRowScope for whoever sees only some rows. */
export function requireEveryRow({ rowScope }: Pick<Actor, "rowScope">): void {
  if (rowScope === null) return;
  throw new OutsideRowScope("This speaks of every row, and you see only some of them.");
}
