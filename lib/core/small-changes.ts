import { isSmall, SMALL_GROUP, smallCount } from "./small-count";
import type { FunnelCount } from "./views/counts";

export type Changes = {
  before: number;
  now: number;
  entered: number;
  left: number;
  conditions: readonly { words: string; gained: number; lost: number }[];
};

type Said = {
  before: FunnelCount;
  now: FunnelCount;
  entered: FunnelCount;
  left: FunnelCount;
  conditions: { words: string; gained: FunnelCount; lost: FunnelCount }[];
};

/**
 * What changed as anyone may see it. Who entered less who left is the difference of the sizes, so where one of them is few the
 * other is said only about; likewise the sizes where the difference itself is few, and a condition's share of a change.
 */
export function changesView({ before, now, entered, left, conditions }: Changes): Said {
  const difference = Math.abs(now - before);
  const isOneFew = isSmall(entered) || isSmall(left);
  const flow = (people: number): FunnelCount => {
    if (people < SMALL_GROUP || !isOneFew) return smallCount(people);
    return { about: Math.max(SMALL_GROUP, difference) };
  };
  const share = (people: number, of: number): FunnelCount => {
    const isTelling = isOneFew || isSmall(of - people);
    return isTelling && people >= SMALL_GROUP ? { about: roundedDown(people) } : smallCount(people);
  };
  const size = smallCount(now);
  return {
    before:
      isSmall(difference) && typeof size === "number" && !isSmall(before)
        ? { about: now }
        : smallCount(before),
    now: size,
    entered: flow(entered),
    left: flow(left),
    conditions: conditions.map(({ words, gained, lost }) => ({
      words,
      gained: share(gained, entered),
      lost: share(lost, left),
    })),
  };
}

/** Another size beside one that is shown. */
export function sizeBeside(people: number, shown: number): FunnelCount {
  return isSmall(Math.abs(people - shown)) && !isSmall(people) ? { about: shown } : smallCount(people);
}

function roundedDown(people: number): number {
  return Math.floor(people / SMALL_GROUP) * SMALL_GROUP;
}
