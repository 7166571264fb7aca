import { useMay } from "@/components/shell/use-session";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import type { PauseView, SyncView } from "@/lib/core/views/sync";

/** Why nothing is added though it is approved: who paused it and why, and what holds its last run back. */
export function StoppedNotices({ sync }: { sync: SyncView }) {
  const { pause, stopped } = sync;
  if (!pause && !stopped) return null;
  return (
    <div className="mb-5 flex flex-col gap-3">
      {pause && <Paused pause={pause} />}
      {stopped && (
        <Notice
          tone="bad"
          title={`The last run ${stopped.status === "blocked" ? "is blocked" : "failed"}: ${stopped.message}`}
          action={
            <LinkButton size="sm" href={`/runs/${stopped.run}`}>
              See the run
            </LinkButton>
          }
        >
          {stopped.fix}
        </Notice>
      )}
    </div>
  );
}

function Paused({ pause }: { pause: PauseView }) {
  const mayResume = useMay("marketer");
  const { at, by, reason, undo } = pause;
  return (
    <Notice
      tone="warn"
      title={undo ? "Paused, because its last run was undone" : `Paused by ${by ?? "someone"}`}
      action={
        undo && (
          <LinkButton size="sm" href={`/runs/${undo}`}>
            See the undo
          </LinkButton>
        )
      }
    >
      <p>
        {undo && `By ${by ?? "someone"}. `}
        {at && (
          <>
            Since <Time at={at} />.{" "}
          </>
        )}
        {reason ? `Why: “${reason}”` : "No reason was given."}
      </p>
      <p>
        {undo
          ? "The next run would do again what was undone: look at what caused it first."
          : "Nothing is added while it is paused."}{" "}
        Withdrawn consent is still carried out.{mayResume ? "" : " Someone who may set up syncs resumes it."}
      </p>
    </Notice>
  );
}
