"use client";

import { asErrorView } from "@/components/api/client";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { count, drawn, share } from "@/components/ui/numbers";
import { Progress } from "@/components/ui/progress";
import { Sparkline } from "@/components/ui/sparkline";
import { Skeleton } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import type { Segment } from "@/lib/core/segment/types";
import type { AudienceRow, CountView } from "@/lib/core/views";
import { useCounted } from "./use-inspected";

/** How many people meet the conditions as they stand, out of how many, and as of when. */
export function SizePanel({
  tree,
  unfinished,
  countable,
  settling,
  members,
  history,
}: {
  tree: Segment;
  /** Something on the screen cannot be counted yet. */
  unfinished: boolean;
  /** This tree, which may be a moment older, can be. */
  countable: boolean;
  /** Someone is still changing it: it is counted in a moment. */
  settling: boolean;
  /** "customers": who is counted. */
  members: string;
  history: AudienceRow["history"];
}) {
  const counted = useCounted(tree, countable);
  const counting = counted.isFetching || settling;
  const stale = unfinished || settling || counted.isPlaceholderData;
  return (
    <section aria-label="Live size">
      <div className="flex items-end justify-between gap-4">
        <div aria-live="polite" aria-busy={counting}>
          {counted.data ? (
            <Size answer={counted.data} members={members} stale={stale} />
          ) : (
            <Waiting failed={counted.isError} unfinished={unfinished} />
          )}
        </div>
        {history.length > 1 && (
          <figure className="text-right">
            <Sparkline values={history.map((point) => drawn(point.members))} width={112} height={32} />
            <figcaption className="text-xs text-ink-3">earlier runs</figcaption>
          </figure>
        )}
      </div>
      <p className="mt-2 min-h-4 text-xs text-ink-3">
        {unfinished && counted.data && "As it was; finish the marked conditions to count again."}
        {!unfinished && counting && "Counting…"}
        {!unfinished &&
          !counting &&
          counted.isPaused &&
          "Coterie cannot be reached; counted again once it can."}
        {!unfinished && !counting && !counted.isPaused && counted.data && (
          <>
            exact, as of <Time at={counted.data.asOf} />, counted in {count(counted.data.milliseconds)} ms
          </>
        )}
      </p>
      {counted.error && !unfinished && !counting && (
        <div className="mt-1 text-xs text-bad" role="alert">
          {asErrorView(counted.error).message} {asErrorView(counted.error).fix}{" "}
          <Button size="xs" onClick={() => void counted.refetch()}>
            Count again
          </Button>
        </div>
      )}
    </section>
  );
}

function Size({ answer, members, stale }: { answer: CountView; members: string; stale: boolean }) {
  const known = typeof answer.members === "number";
  return (
    <>
      <p>
        <span className={classNames("text-3xl font-semibold tracking-tight", stale && "text-ink-3")}>
          {count(answer.members)}
        </span>{" "}
        <span className="text-sm text-ink-2">{members}</span>
      </p>
      <p className="mb-2 text-sm text-ink-2">
        {known ? `${share(Number(answer.members), answer.population)} of ` : "of "}
        {count(answer.population)}
      </p>
      <Progress
        label="Share of the population"
        value={answer.members === "all but a few" ? answer.population : drawn(answer.members)}
        max={Math.max(1, answer.population)}
      />
    </>
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
