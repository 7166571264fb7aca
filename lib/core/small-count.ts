import type { SmallCount } from "./views";

/** Fewer people than this could be told apart. */
export const SMALL_GROUP = 10;

/** A count of people as anyone may see it. */
export function smallCount(people: number): SmallCount {
  return people < SMALL_GROUP ? "<10" : people;
}
