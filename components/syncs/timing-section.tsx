"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useSend } from "@/components/api/use-api";
import { TimingFields, timingDraftOf, timingOf, useWorkspaceZone } from "@/components/schedule/timing-fields";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Facts, Section } from "@/components/ui/page";
import { ErrorNotice, Notice } from "@/components/ui/states";
import { Coming } from "@/components/ui/time";
import { dateAndTime } from "@/components/ui/time-words";
import type { SyncView } from "@/lib/core/views/sync";
import { HookPanel } from "./hook-panel";
import { nextRunWords } from "./next-run";

/** When a sync runs by itself; changing it needs no approval. */
export function TimingSection({ sync, mayEdit }: { sync: SyncView; mayEdit: boolean }) {
  const [editing, setEditing] = useState(false);
  const { timing } = sync;
  return (
    <Section title="When it runs">
      {timing.isOrphan && (
        <div className="mb-4">
          <Notice tone="warn" title="The sync it waits for has ended, so nothing starts it.">
            Choose another schedule.
          </Notice>
        </div>
      )}
      {timing.isOver && (
        <div className="mb-4">
          <Notice
            tone="warn"
            title={`Its last day was ${dayOf(timing.endsOn ?? "")}; nothing starts by itself.`}
          >
            Give it a later day, or end it. Who is held there stays until then.
          </Notice>
        </div>
      )}
      <Facts
        facts={[
          { term: "Schedule", value: timing.words },
          {
            term: "Next run",
            value: timing.nextRunAt ? <Coming at={timing.nextRunAt} /> : nextRunWords(sync),
          },
          ...(timing.blackoutWords ? [{ term: "Blackout", value: timing.blackoutWords }] : []),
          ...(timing.endsOn ? [{ term: "Last day", value: dayOf(timing.endsOn) }] : []),
        ]}
      />
      {mayEdit && (
        <Button size="sm" className="mt-3" onClick={() => setEditing(true)}>
          Change when it runs
        </Button>
      )}
      {timing.schedule.kind === "after_dbt" && <HookPanel sync={sync} mayEdit={mayEdit} />}
      <Dialog
        open={editing}
        onOpenChange={setEditing}
        title="When it runs"
        description="Takes effect at once; no approval is needed."
        className="w-[min(40rem,calc(100vw-2rem))]"
      >
        <TimingForm sync={sync} onDone={() => setEditing(false)} />
      </Dialog>
    </Section>
  );
}

/** "31 Mar 2027" of a day written 2027-03-31. */
function dayOf(day: string): string {
  return day === "" ? "" : dateAndTime(`${day}T00:00:00Z`, "UTC").split(",")[0]!;
}

function TimingForm({ sync, onDone }: { sync: SyncView; onDone: () => void }) {
  const zone = useWorkspaceZone();
  const [draft, setDraft] = useState(() => timingDraftOf(sync.timing, zone));
  const save = useSend<void, SyncView>({
    request: () => ({ path: `/syncs/${sync.id}/timing`, method: "PUT", body: timingOf(draft) }),
    refresh: ["/syncs"],
    quiet: true,
    done: ({ timing }) => {
      toast.success(timing.words);
      onDone();
    },
  });
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TimingFields draft={draft} syncId={sync.id} onChange={setDraft} />
      {save.error && <ErrorNotice error={save.error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="accent" busy={save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
