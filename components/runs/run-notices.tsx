import { isOver } from "@/components/syncs/status-words";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import type { RunView } from "@/lib/core/views/run";
import { RunProblem } from "./run-problem";
import { wroteNobody } from "./wrote-nobody";

/** What has to be known of a run before its numbers are read. */
export function RunNotices({ run }: { run: RunView }) {
  const trouble = run.batches.find(
    ({ state, problem }) => problem !== null && state === "in_flight",
  )?.problem;
  const notices = [
    (run.problem || run.cancelled) && <Stopped key="stopped" run={run} />,
    run.status === "running" && trouble && (
      <Notice key="trouble" tone="warn" title={trouble}>
        It is tried again by itself.
      </Notice>
    ),
    run.kind === "dry_run" && (
      <Notice key="dry" tone="info" title="Dry run: nothing is sent, and nothing is noted as held.">
        This is what a run as of this moment would do.
      </Notice>
    ),
    wroteNobody(run) && <WroteNobody key="nobody" />,
    run.undoes && <Undoes key="undo" undone={run.undoes} />,
    run.missedSlots > 0 && (
      <Notice key="missed" tone="info" title={missedWords(run.missedSlots)}>
        Nothing worked on them then; this run brings everything up to date.
      </Notice>
    ),
    run.lane === "privacy" && (
      <Notice key="privacy" tone="info" title="Privacy removals only">
        Nothing is added: this run takes out people whose consent is withdrawn, or who are suppressed or
        deleted.
      </Notice>
    ),
  ].filter(Boolean);
  if (notices.length === 0) return null;
  return <div className="mb-5 flex flex-col gap-5">{notices}</div>;
}

function WroteNobody() {
  return (
    <Notice
      tone="warn"
      title="Nothing was written"
      action={
        <LinkButton size="sm" href="/people">
          Look them up
        </LinkButton>
      }
    >
      Nobody who may be sent has the key that was typed, or their record is already as it should be.
    </Notice>
  );
}

function Undoes({ undone }: { undone: NonNullable<RunView["undoes"]> }) {
  return (
    <Notice
      tone="info"
      title="This is an undo."
      action={
        <LinkButton size="sm" href={`/runs/${undone.id}`}>
          See what it takes back
        </LinkButton>
      }
    >
      It takes back the run of <Time at={undone.at} />: whom that run added is taken out, and whom it took out
      comes back.
    </Notice>
  );
}

/** Somebody stopped it, which is no failure; anything else is a refusal like any other. */
function Stopped({ run }: { run: RunView }) {
  if (!run.cancelled) return <RunProblem run={run} />;
  const who = run.cancelled.by ?? "Someone";
  if (!isOver(run.status)) {
    return (
      <Notice tone="info" title={`${who} cancels this run.`}>
        It ends once the calls under way are answered.
      </Notice>
    );
  }
  if (run.status !== "cancelled") return <RunProblem run={run} />;
  return (
    <Notice
      tone="info"
      title={`${who} cancelled this run.`}
      action={
        <LinkButton size="sm" href={`/syncs/${run.sync.id}`}>
          Open the sync
        </LinkButton>
      }
    >
      What was sent stays counted; the next run sends what is left.
    </Notice>
  );
}

const missedWords = (missed: number) =>
  missed === 1
    ? "It stands for one earlier slot that could not run."
    : `It stands for ${missed} earlier slots that could not run.`;
