"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useApi, useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Facts, Section } from "@/components/ui/page";
import { ErrorNotice, Loaded } from "@/components/ui/states";
import type { SyncAlertsView } from "@/lib/core/views/alert";
import { CHANNEL_WORDS } from "./alert-words";
import { draftOf, numbersOf, overridesOf, rowWords, thresholdRows } from "./threshold-draft";
import { ThresholdFields } from "./threshold-fields";

/** Who is told when a sync is not well, and from when on; changing it needs no approval. */
export function SyncAlerts({ syncId, mayEdit }: { syncId: string; mayEdit: boolean }) {
  const alerts = useApi<SyncAlertsView>(`/syncs/${syncId}/alerts`);
  const [editing, setEditing] = useState(false);
  return (
    <Section title="Alerts">
      <Loaded query={alerts}>
        {(view) => (
          <>
            <Facts
              facts={[
                { term: "Told", value: toldWords(view) },
                { term: "Thresholds", value: <SetHere view={view} /> },
              ]}
            />
            {mayEdit && (
              <Button size="sm" className="mt-3" onClick={() => setEditing(true)}>
                Change alerts
              </Button>
            )}
            <Dialog
              open={editing}
              onOpenChange={setEditing}
              title="Alerts of this sync"
              description="Takes effect at the next look. A number that is left empty is the workspace's, shown in grey."
              className="w-[min(46rem,calc(100vw-2rem))]"
            >
              <AlertsForm syncId={syncId} view={view} onDone={() => setEditing(false)} />
            </Dialog>
          </>
        )}
      </Loaded>
    </Section>
  );
}

function SetHere({ view }: { view: SyncAlertsView }) {
  const holds = numbersOf(view.inForce);
  const rows = thresholdRows("sync").filter(({ rule }) => view.set[rule]);
  if (rows.length === 0) return <>as in the workspace</>;
  return (
    <ul>
      {rows.map((row) => {
        const { warning, critical } = rowWords(row, holds);
        return (
          <li key={row.rule}>
            {row.title}: {warning && `warning from ${warning}, `}critical from {critical}
          </li>
        );
      })}
    </ul>
  );
}

function toldWords({ channels, chosen }: SyncAlertsView): string {
  if (channels.length === 0) return "nobody: the workspace has no channel";
  if (chosen.length === 0) return "all channels of the workspace";
  return channels.flatMap(({ id, name }) => (chosen.includes(id) ? name : [])).join(", ");
}

function AlertsForm({ syncId, view, onDone }: { syncId: string; view: SyncAlertsView; onDone: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(view.set));
  const [chosen, setChosen] = useState(view.chosen);
  const save = useSend<void, SyncAlertsView>({
    request: () => ({
      path: `/syncs/${syncId}/alerts`,
      method: "PUT",
      body: { rules: overridesOf(draft), channels: chosen },
    }),
    refresh: [`/syncs/${syncId}/alerts`, "/alerts"],
    quiet: true,
    done: () => {
      toast.success("Saved.");
      onDone();
    },
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {view.channels.length > 0 && <ChannelChoice view={view} chosen={chosen} onChange={setChosen} />}
      <ThresholdFields of="sync" inherited={view.inherited} draft={draft} onChange={setDraft} />
      {save.error && <ErrorNotice error={save.error} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" className="mr-auto" onClick={() => setDraft({})}>
          Clear all thresholds
        </Button>
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="accent" busy={save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}

function ChannelChoice({
  view,
  chosen,
  onChange,
}: {
  view: SyncAlertsView;
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">Told</legend>
      {view.channels.map(({ id, name, kind, enabled }) => (
        <label key={id} className="flex items-center gap-2.5 text-sm">
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
            }
          />
          {name}
          <span className="text-xs text-ink-3">
            {CHANNEL_WORDS[kind]}
            {!enabled && ", turned off"}
          </span>
        </label>
      ))}
      <p className="text-xs text-ink-3">
        {chosen.length === 0
          ? "None is ticked, so all of them are told."
          : "Removals owed to people are told to all of them all the same."}
      </p>
    </fieldset>
  );
}
