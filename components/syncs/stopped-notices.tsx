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
      {pause && <Paused pause={pause} isUndoStopped={isUndoStopped(sync)} />}
      {stopped && (
        <Notice
          tone="bad"
          title={`${isUndoStopped(sync) ? "The undo" : "The last run"} ${stopped.status === "blocked" ? "is blocked" : "failed"}: ${stopped.message}`}
          action={<See run={stopped.run} word={isUndoStopped(sync) ? "undo" : "run"} />}
        >
          {stopped.fix}
        </Notice>
      )}
    </div>
  );
}

/** An undo paused it and did not run through: that is decided before anyone resumes it. */
export function isUndoStopped({ pause, stopped }: Pick<SyncView, "pause" | "stopped">): boolean {
  return stopped !== null && pause?.undo === stopped.run;
}

function Paused({ pause, isUndoStopped }: { pause: PauseView; isUndoStopped: boolean }) {
  const mayResume = useMay("marketer");
  const { at, by, reason, undo } = pause;
  return (
    <Notice
      tone="warn"
      title={`Paused by ${by ?? "someone"}${undo ? ", who asked to undo its last run" : ""}`}
      action={undo && !isUndoStopped && <See run={undo} word="undo" />}
    >
      <p>
        {at && (
          <>
            Since <Time at={at} />.{" "}
          </>
        )}
        {reason ? `Why: “${reason}”` : "No reason was given."}
      </p>
      <p>
        Nothing is added while it is paused; withdrawn consent is still carried out.
        {undo && " The next run would do again what is undone: look at what caused it first."}
        {!mayResume && " Someone who may set up syncs resumes it."}
      </p>
    </Notice>
  );
}

function See({ run, word }: { run: string; word: "run" | "undo" }) {
  return (
    <LinkButton size="sm" href={`/runs/${run}`}>
      See the {word}
    </LinkButton>
  );
}
