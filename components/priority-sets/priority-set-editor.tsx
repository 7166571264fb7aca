"use client";

import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { useState } from "react";
import { toast } from "sonner";
import { useApi, useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import { Section } from "@/components/ui/page";
import { ErrorNotice, Notice } from "@/components/ui/states";
import type { AudienceRow, PrioritySetView } from "@/lib/core/views/audience";
import { moved } from "./order";
import { PriorityRow } from "./priority-row";

export type Entry = PrioritySetView["audiences"][number];

/** One set: its audiences in order, moved by dragging or by arrow keys, saved together. */
export function PrioritySetEditor({ set, mayEdit }: { set: PrioritySetView; mayEdit: boolean }) {
  const [entries, setEntries] = useState<readonly Entry[]>(set.audiences);
  const [said, setSaid] = useState("");
  const audiences = useApi<AudienceRow[]>("/audiences").data ?? [];
  const free = audiences.filter(
    (row) => row.entity === set.entity && !entries.some(({ id }) => id === row.id),
  );
  const isChanged = entries !== set.audiences;
  const live = entries.filter(({ takesPart, liveSyncs }) => takesPart && liveSyncs > 0);
  const save = useSend<void, PrioritySetView>({
    request: () => ({
      path: `/priority-sets/${set.id}`,
      method: "PUT",
      body: {
        name: set.name,
        revision: set.revision,
        audiences: entries.map(({ id, version }) => ({ id, ...(version === null ? {} : { version }) })),
      },
    }),
    refresh: ["/priority-sets", "/syncs", "/audiences"],
    quiet: true,
    done: () => toast.success(`The order of ${set.name} is saved.`),
  });
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }));
  function move(from: number, to: number) {
    const entry = entries[from];
    const place = Math.max(0, Math.min(to, entries.length - 1));
    if (!entry || place === from) return;
    setEntries(moved(entries, from, place));
    setSaid(`${entry.name} is now number ${place + 1} of ${entries.length}.`);
  }
  function land({ active, over }: DragEndEvent) {
    const place = (id: unknown) => entries.findIndex((entry) => entry.id === id);
    if (over) move(place(active.id), place(over.id));
  }
  return (
    <Section title={set.name} aside={`of ${set.entity}`}>
      <DndContext id={set.id} sensors={sensors} collisionDetection={closestCenter} onDragEnd={land}>
        <ol aria-label={`Order of ${set.name}`} className="flex flex-col">
          {entries.map((entry, at) => (
            <PriorityRow
              key={entry.id}
              entry={entry}
              place={at}
              mayEdit={mayEdit}
              onMove={(by) => move(at, at + by)}
              onRemove={() => setEntries(entries.filter((one) => one !== entry))}
              onMoveUp={() =>
                setEntries(entries.map((one) => (one === entry ? { ...one, version: one.newest } : one)))
              }
            />
          ))}
        </ol>
      </DndContext>
      {entries.length === 0 && <p className="py-2 text-sm text-ink-3">No audience in it yet.</p>}
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
      {mayEdit && free.length > 0 && (
        <Select
          aria-label={`Add an audience to ${set.name}`}
          className="mt-2 w-auto"
          value=""
          options={[
            { value: "", label: "Add an audience…" },
            ...free.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ target }) => {
            const row = free.find(({ id }) => id === target.value);
            if (row) setEntries([...entries, entryOf(row)]);
          }}
        />
      )}
      {save.error && <ErrorNotice error={save.error} />}
      {isChanged && mayEdit && (
        <div className="mt-3 flex flex-col gap-2">
          {live.length > 0 && (
            <Notice tone="warn" title="Live syncs may ask for approval again.">
              Whoever gets other audiences before it is approved anew; until then its syncs add nobody:{" "}
              {new Intl.ListFormat("en").format(live.map(({ name }) => name))}.
            </Notice>
          )}
          <div className="flex gap-2">
            <Button look="accent" busy={save.isPending} onClick={() => save.mutate()}>
              Save the order
            </Button>
            <Button onClick={() => setEntries(set.audiences)}>Discard</Button>
          </div>
        </div>
      )}
    </Section>
  );
}

function entryOf({ id, slug, name, version }: AudienceRow): Entry {
  return { id, slug, name, version, newest: version, takesPart: false, liveSyncs: 0 };
}
