"use client";

import { RefreshCw } from "lucide-react";
import { asErrorView } from "@/components/api/client";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import { useLongSince } from "@/components/ui/use-long-since";
import type { AudienceRow } from "@/lib/core/views/audience";
import type { Meaning } from "../use-meaning";
import { History } from "./history";
import { PriceNotice } from "./price-notice";
import { Size } from "./size";

/** How many people meet the conditions as they stand, out of how many, and as of when. */
export function SizePanel({
  meaning,
  unfinished,
  settling,
  members,
  history,
}: {
  meaning: Meaning;
  /** Something on the screen cannot be counted yet. */
  unfinished: boolean;
  /** Someone is still changing it: it is counted in a moment. */
  settling: boolean;
  /** "customers": who is counted. */
  members: string;
  history: AudienceRow["history"];
}) {
  const { counted, renew } = meaning;
  const counting = counted.isFetching || settling;
  const { answer, price } = counted;
  const isLong = useLongSince(counted.isFetching, 1_500);
  const isIdle = !unfinished && !counting && !counted.isPaused;
  const isStopped = isIdle && (counted.stale || !answer) && !price && !counted.error;
  return (
    <section aria-label="Live size">
      <div className="flex items-end justify-between gap-4">
        <div aria-live="polite" aria-busy={counting} className="min-w-0 flex-1">
          {answer && (
            <Size answer={answer} members={members} stale={unfinished || settling || counted.stale} />
          )}
          {!answer && price && <PriceNotice price={price} onAgree={counted.agree} />}
          {!answer && !price && (
            <Waiting failed={counted.error !== null || isStopped} unfinished={unfinished} />
          )}
        </div>
        <History history={history} />
      </div>
      <p className="mt-2 flex min-h-6 flex-wrap items-center gap-x-1 text-xs text-ink-3">
        {unfinished && answer && "As it was; finish the marked conditions to count again."}
        {!unfinished && counting && (
          <>
            <span>Counting…</span>
            {isLong && (
              <Button size="xs" look="quiet" className="h-6" onClick={counted.stop}>
                Stop
              </Button>
            )}
          </>
        )}
        {isStopped && (
          <Button size="xs" onClick={counted.askAgain}>
            Count
          </Button>
        )}
        {!unfinished &&
          !counting &&
          counted.isPaused &&
          "Coterie cannot be reached; counted again once it can."}
        {isIdle && answer && !isStopped && (
          <>
            <span>
              exact, as of <Time at={answer.asOf} />
            </span>
            <Button size="xs" look="quiet" className="h-6" title="Everything beside it too" onClick={renew}>
              <RefreshCw aria-hidden className="size-3" />
              Count anew
            </Button>
          </>
        )}
      </p>
      {counted.error && !unfinished && !counting && (
        <div className="mt-1 text-xs text-bad" role="alert">
          {asErrorView(counted.error).message} {asErrorView(counted.error).fix}{" "}
          <Button size="xs" onClick={counted.askAgain}>
            Count again
          </Button>
        </div>
      )}
    </section>
  );
}

function Waiting({ failed, unfinished }: { failed: boolean; unfinished: boolean }) {
  if (failed || unfinished) {
    return (
      <p className="text-sm text-ink-3">
        {unfinished ? "Finish the marked conditions to see the size." : "The size is not known."}
      </p>
    );
  }
  return (
    <>
      <Skeleton className="h-9 w-32" />
      <Skeleton className="mt-2 h-4 w-24" />
    </>
  );
}
