import type { PriceView } from "@/lib/core/views/builder";

/** What was asked for, where the warehouse bills nothing. */
export function answer<T extends object>(given: T): Exclude<T, PriceView> {
  if ("price" in given) throw new Error("The warehouse was not asked: it is too dear.");
  // The price is the only other answer there is.
  return given as Exclude<T, PriceView>;
}
