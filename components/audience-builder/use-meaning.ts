"use client";

import type { Segment } from "@/lib/core/segment/types";
import type { CountView, FunnelView } from "@/lib/core/views/builder";
import { type Asking, useAsOf, useQuestion } from "./use-question";

/**
 * What the warehouse says of the tree, one question after the other so that none slows the size down: the size, then the
 * funnel, then whatever the panel asks.
 */
export function useMeaning(audienceId: string, tree: Segment, enabled: boolean) {
  const { asOf, renew } = useAsOf(tree);
  const asking: Asking = { audienceId, tree, asOf, enabled };
  const counted = useQuestion<CountView>("/segments/count", asking);
  const isCounted = enabled && isHere(counted);
  const funnel = useQuestion<FunnelView>("/segments/funnel", { ...asking, enabled: isCounted });
  const isSettled = isCounted && (isHere(funnel) || (!funnel.isFetching && !!(funnel.price ?? funnel.error)));
  const isNext = counted.isFetching || funnel.isFetching;
  return { asOf, renew, counted, funnel, further: { ...asking, enabled: isSettled, isNext } };
}

export type Meaning = ReturnType<typeof useMeaning>;

function isHere({
  answer,
  stale,
  isFetching,
}: {
  answer: unknown;
  stale: boolean;
  isFetching: boolean;
}): boolean {
  return answer !== undefined && !stale && !isFetching;
}
