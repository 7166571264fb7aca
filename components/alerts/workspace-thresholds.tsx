"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useApi, useSend } from "@/components/api/use-api";
import { useMay } from "@/components/shell/use-session";
import { Button } from "@/components/ui/button";
import { ErrorNotice, Loaded } from "@/components/ui/states";
import type { AlertOverrides } from "@/lib/core/alerts/rules";
import type { AlertRulesView } from "@/lib/core/views/alert";
import { draftOf, overridesOf } from "./threshold-draft";
import { ThresholdFields } from "./threshold-fields";
import { ThresholdTable } from "./threshold-table";

/** Where alerts begin in this workspace; each sync may say otherwise. */
export function WorkspaceThresholds() {
  const rules = useApi<AlertRulesView>("/alerts/rules");
  const [editing, setEditing] = useState(false);
  const mayEdit = useMay("admin");
  // The form takes the button's place, so the focus is led into it and back.
  const [isBack, setIsBack] = useState(false);
  const close = () => {
    setIsBack(true);
    setEditing(false);
  };
  return (
    <Loaded query={rules}>
      {(view) =>
        editing ? (
          <ThresholdForm view={view} onDone={close} />
        ) : (
          <>
            <ThresholdTable of="workspace" view={view} />
            {mayEdit && (
              <Button size="sm" className="mt-3" autoFocus={isBack} onClick={() => setEditing(true)}>
                Change thresholds
              </Button>
            )}
          </>
        )
      }
    </Loaded>
  );
}

function ThresholdForm({ view, onDone }: { view: AlertRulesView; onDone: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(view.set));
  const save = useSend<AlertOverrides, AlertRulesView>({
    request: (rules) => ({ path: "/alerts/rules", method: "PUT", body: { rules } }),
    refresh: ["/alerts", "/syncs"],
    quiet: true,
    done: () => {
      toast.success("Saved. They hold from the next look, in five minutes at most.");
      onDone();
    },
  });
  return (
    <form
      ref={focusFirst}
      className="flex max-w-4xl flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(overridesOf(draft));
      }}
    >
      <ThresholdFields of="workspace" inherited={view.inherited} draft={draft} onChange={setDraft} />
      {save.error && <ErrorNotice error={save.error} />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="accent" busy={save.isPending}>
          Save
        </Button>
        <Button onClick={onDone}>Cancel</Button>
        <Button look="quiet" onClick={() => setDraft({})}>
          Clear all
        </Button>
      </div>
      <p className="text-xs text-ink-3">A number that is left empty is the default, shown in grey.</p>
    </form>
  );
}

function focusFirst(form: HTMLFormElement | null): void {
  form?.querySelector("input")?.focus();
}
