import { isSmall, SMALL_GROUP, smallCount } from "./small-count";
import type { BreakdownView } from "./views/builder";

export type Breakdown = {
  /** All members. */
  total: number;
  unknown: number;
  /** The most frequent first; those left out are among the others. */
  values: readonly { value: string; people: number }[];
};

/**
 * A breakdown as anyone may see it. Its lines add up to the members, so values few people have count among the others, and
 * larger ones with them, the smallest first, until the others are enough not to tell.
 */
export function breakdownView(
  { total, unknown, values }: Breakdown,
  most: number,
): Pick<BreakdownView, "values" | "unknown" | "others" | "withheld"> {
  if (isSmall(total)) return { values: [], unknown: 0, others: smallCount(total), withheld: "too_few" };
  const shown = values.filter(({ people }) => people >= SMALL_GROUP).slice(0, most);
  let known = isSmall(unknown) ? 0 : unknown;
  const others = () => total - known - shown.reduce((sum, { people }) => sum + people, 0);
  const hidden = total - unknown - values.reduce((sum, { people }) => sum + people, 0);
  const isTelling = isSmall(unknown) || values.some(({ people }) => isSmall(people)) || isSmall(hidden);
  // The sum alone may tell: of 11 people with a rare and a frequent value, exactly one has the rare one.
  for (let merged = 0; isTelling && others() < (merged + 1) * SMALL_GROUP && shown.length > 0; merged++) {
    shown.pop();
  }
  if (isSmall(others())) known = 0;
  return { values: shown, unknown: known, others: smallCount(others()), withheld: null };
}
