import { Check, LoaderCircle } from "lucide-react";
import { itemsOf, phaseLabel } from "@/components/syncs/status-words";
import { classNames } from "@/components/ui/class-names";
import { count } from "@/components/ui/numbers";
import { Progress } from "@/components/ui/progress";
import { duration } from "@/components/ui/time-words";
import type { RunPhase } from "@/lib/core/membership/types";
import type { RunView } from "@/lib/core/views/run";

const PHASES: readonly RunPhase[] = ["read", "guard", "plan", "deliver", "commit"];

const REHEARSED: readonly RunPhase[] = ["read", "guard", "plan"];

/** Where the run is: phases by name, then how much of the sending is done, how fast and how long still. */
export function RunProgress({ run }: { run: RunView }) {
  const { done, planned, percent, perSecond, secondsLeft } = run.progress;
  const running = run.status === "running";
  const sending = run.phase === "deliver" || run.phase === "commit" || run.phase === "done";
  return (
    <div className="max-w-3xl">
      <ol className="mb-4 flex flex-wrap gap-x-6 gap-y-2" aria-label="Phases">
        {(run.kind === "dry_run" ? REHEARSED : PHASES).map((phase) => (
          <Phase key={phase} phase={phase} run={run} />
        ))}
      </ol>
      {(running || (sending && planned !== 0)) && run.kind !== "dry_run" && (
        <>
          <Progress
            label={run.sync.kind === "record" ? "Records acknowledged" : "Identifiers acknowledged"}
            value={sending ? percent : null}
            max={100}
          />
          <p className="mt-2 flex flex-wrap gap-x-4 text-sm text-ink-2 empty:hidden">
            {planned !== 0 && (
              <span>
                {count(done)} of {count(planned)} {itemsOf(run.sync.kind)} acknowledged
              </span>
            )}
            {running && perSecond !== null && <span>{count(Math.round(perSecond))} a second</span>}
            {running && secondsLeft !== null && <span>about {duration(secondsLeft)} left</span>}
          </p>
        </>
      )}
      <p role="status" className="sr-only">
        {running ? `${phaseLabel(run.phase)}${sending ? `, ${percent - (percent % 10)} percent` : ""}` : ""}
      </p>
    </div>
  );
}

function Phase({ phase, run }: { phase: RunPhase; run: RunView }) {
  const at = run.phase === "done" ? PHASES.length : PHASES.indexOf(run.phase);
  const mine = PHASES.indexOf(phase);
  const over = mine < at;
  const current = mine === at;
  return (
    <li
      aria-current={current ? "step" : undefined}
      className={classNames(
        "inline-flex items-center gap-1.5 text-sm",
        current ? "font-medium text-ink" : over ? "text-ink-2" : "text-ink-3",
      )}
    >
      <span aria-hidden className="flex size-4 items-center justify-center">
        {over && <Check className="size-3.5 text-good" />}
        {current && run.status === "running" && (
          <LoaderCircle className="size-3.5 animate-spin text-accent-ink" />
        )}
        {(mine > at || (current && run.status !== "running")) && (
          <span className="size-1.5 rounded-full bg-line-strong" />
        )}
      </span>
      {phaseLabel(phase)}
      <span className="sr-only">{over ? ", done" : ""}</span>
    </li>
  );
}
