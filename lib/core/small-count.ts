import type { SmallCount, WithheldCount } from "./views/counts";

/** Fewer people than this could be told apart. */
export const SMALL_GROUP = 10;

/** A count of people as anyone may see it; nobody is no group. */
export function smallCount(people: number): SmallCount {
  return isSmall(people) ? "<10" : people;
}

/** Members beside their population: the few who are not members must not follow by subtraction. */
export function sizeWithin(members: number, population: number): WithheldCount {
  const size = smallCount(members);
  return typeof size === "number" && isSmall(population - members) ? "all but a few" : size;
}

export function isSmall(people: number): boolean {
  return people > 0 && people < SMALL_GROUP;
}
