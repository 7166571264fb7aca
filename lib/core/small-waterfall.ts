import { HELD_BACK, type HeldBack, type Waterfall } from "./membership/types";
import { isSmall, SMALL_GROUP, smallCount } from "./small-count";
import { identifiersView } from "./small-identifiers";
import type { WithheldCount } from "./views/counts";
import type { WaterfallView } from "./views/identifiers";

type Line = HeldBack | "eligible";

/**
 * The waterfall as anyone may see it. Its lines add up to the members, so a small line hidden alone would follow by
 * subtraction: larger ones are hidden with it, and the members where no line is large enough.
 */
export function waterfallView({ asOf, members, heldBack, eligible, identifiers }: Waterfall): WaterfallView {
  const people: Record<Line, number> = { ...heldBack, eligible };
  const { hidden, isEnough } = hiddenLines(people);
  const onlyFewHeldBack = HELD_BACK.every((reason) => heldBack[reason] < SMALL_GROUP);
  const shown = (line: Line): WithheldCount => {
    if (!hidden.has(line) || isSmall(people[line])) return smallCount(people[line]);
    return line === "eligible" && onlyFewHeldBack ? "all but a few" : "10+";
  };
  return {
    asOf,
    members: isEnough || members < SMALL_GROUP ? smallCount(members) : "10+",
    heldBack: Object.fromEntries(
      HELD_BACK.map((reason) => [reason, shown(reason)]),
    ) as WaterfallView["heldBack"],
    eligible: shown("eligible"),
    identifiers: identifiersView(identifiers),
  };
}

/**
 * Large lines follow in a fixed order. Taking the smallest would tell that it is smaller than those still shown, and
 * deciding by more than the sum, which everyone can work out, would tell why a line is hidden.
 */
function hiddenLines(people: Record<Line, number>): { hidden: Set<Line>; isEnough: boolean } {
  const lines: readonly Line[] = [...HELD_BACK, "eligible"];
  const hidden = new Set(lines.filter((line) => isSmall(people[line])));
  if (hidden.size === 0) return { hidden, isEnough: true };
  const large = lines.filter((line) => people[line] >= SMALL_GROUP);
  for (const [before, line] of large.entries()) {
    hidden.add(line);
    const sum = [...hidden].reduce((total, one) => total + people[one], 0);
    // The sum alone may tell: of 11 people in a small and a large group, exactly one is in the small one.
    if (sum >= (before + 2) * SMALL_GROUP) return { hidden, isEnough: true };
  }
  return { hidden, isEnough: false };
}
