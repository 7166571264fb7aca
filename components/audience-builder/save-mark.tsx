"use client";

import { asErrorView } from "@/components/api/client";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import type { Draft } from "./use-draft";

/** Whether what is on the screen is kept; quiet while all is well. */
export function SaveMark({ draft }: { draft: Draft }) {
  const { save } = draft;
  return (
    <span role="status" className="text-xs text-ink-3">
      {save.kind === "saved" && (
        <>
          saved <Time at={save.at} />
        </>
      )}
      {(save.kind === "saving" || save.kind === "unsaved") && "saving…"}
      {save.kind === "failed" && <span className="text-bad">not saved</span>}
      {save.kind === "conflict" && <span className="text-warn">newer draft elsewhere</span>}
    </span>
  );
}

/** What stands in the way of saving, and the choices there are. */
export function SaveProblem({ draft }: { draft: Draft }) {
  const { save } = draft;
  if (save.kind === "failed") {
    const view = asErrorView(save.error);
    return (
      <Notice
        tone="bad"
        title={`Your last change is not saved. ${view.message}`}
        action={
          <Button size="sm" onClick={() => void draft.flush()}>
            Save again
          </Button>
        }
      >
        {view.fix}
      </Notice>
    );
  }
  if (save.kind !== "conflict") return null;
  const { newer } = save;
  return (
    <Notice
      tone="warn"
      title={`${newer.draft.savedBy} saved a newer draft.`}
      action={
        <span className="flex gap-2">
          <Button size="sm" onClick={() => draft.loadNewer(newer)}>
            Load it
          </Button>
          <Button size="sm" onClick={() => draft.keepMine(newer)}>
            Keep mine
          </Button>
        </span>
      }
    >
      Saved at <Time at={newer.draft.savedAt} />. Loading it drops your changes since; keeping yours replaces
      it.
    </Notice>
  );
}
