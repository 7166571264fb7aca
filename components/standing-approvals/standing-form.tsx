"use client";

import { type FormEvent, useState } from "react";
import { useSend } from "@/components/api/use-api";
import { purposeLabel } from "@/components/syncs/status-words";
import { Button } from "@/components/ui/button";
import { Field, Input, Select, Textarea } from "@/components/ui/field";
import { ErrorNotice } from "@/components/ui/states";
import { Tag } from "@/components/ui/status";
import type { SyncUse } from "@/lib/core/membership/types";
import type { CatalogEntityView, CatalogView } from "@/lib/core/views/catalog";
import type { DestinationKindView, DestinationRow } from "@/lib/core/views/destination";
import type { StandingApprovalView } from "@/lib/core/views/standing-approval";
import { CheckList } from "./checks";
import {
  type Draft,
  emptyDraft,
  envelopeOf,
  fieldsOf,
  missingOf,
  reachableFrom,
  takersOf,
  toggled,
} from "./draft";

const LIVES = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "366", label: "a year" },
];
const READ_HELP =
  "By conditions, and to send: the columns that fields are sent from are needed here too, so E-mail where e-mail is sent.";
const USES: readonly SyncUse[] = ["target", "exclude", "seed"];

/** Everything starts empty: what may go live without anyone looking is said one by one. */
export function StandingForm({
  catalog,
  destinations,
  kinds,
  onDone,
}: {
  catalog: CatalogView;
  destinations: readonly DestinationRow[];
  kinds: readonly DestinationKindView[];
  onDone: () => void;
}) {
  const entities = catalog.entities.filter(({ segmentable }) => segmentable);
  const [draft, setDraft] = useState(() => emptyDraft(entities[0]!.name));
  const [isAsked, setAsked] = useState(false);
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const missing = missingOf(draft);
  const save = useSend<void, StandingApprovalView>({
    request: () => ({
      path: "/standing-approvals",
      body: { name: draft.name, envelope: envelopeOf(draft), days: Number(draft.days), reason: draft.reason },
    }),
    refresh: ["/standing-approvals"],
    done: onDone,
    quiet: true,
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (missing === null) save.mutate();
  }
  return (
    <form noValidate onSubmit={submit} className="flex max-w-4xl flex-col gap-6">
      <Field label="Name" className="max-w-md">
        {(aria) => (
          <Input {...aria} value={draft.name} onChange={({ target }) => set({ name: target.value })} />
        )}
      </Field>
      <Field label="Audiences of" className="max-w-md">
        {(aria) => (
          <Select
            {...aria}
            value={draft.entity}
            options={entities.map(({ name, label }) => ({ value: name, label }))}
            onChange={({ target }) => set({ entity: target.value, columns: new Set() })}
          />
        )}
      </Field>
      {reachableFrom(catalog, draft.entity).map((entity) => (
        <CheckList
          key={entity.name}
          legend={`May read of ${entity.label}`}
          {...(entity.name === draft.entity && { help: READ_HELP })}
          options={optionsOf(entity)}
          chosen={draft.columns}
          onChange={(id, isIn) => set({ columns: toggled(draft.columns, id, isIn) })}
        />
      ))}
      <CheckList
        legend="May go to"
        help="Records that are written, as by a webhook, are never decided in advance."
        options={takersOf(destinations, kinds).map(({ id, name, kindLabel }) => ({
          id,
          label: `${name} (${kindLabel})`,
        }))}
        chosen={draft.destinations}
        onChange={(id, isIn) => set({ destinations: toggled(draft.destinations, id, isIn) })}
      />
      {draft.destinations.size > 0 && (
        <CheckList
          legend="May send"
          help="In the form the destination’s policy says, as always."
          options={fieldsOf(draft, destinations, kinds)}
          chosen={draft.fields}
          onChange={(id, isIn) => set({ fields: toggled(draft.fields, id, isIn) })}
        />
      )}
      <CheckList
        legend="May be used as"
        options={USES.map((id) => ({ id, label: purposeLabel(id) }))}
        chosen={draft.uses}
        // The options are the only ids there are.
        onChange={(id, isIn) => set({ uses: toggled(draft.uses, id as SyncUse, isIn) })}
      />
      <div className="grid max-w-2xl gap-4 sm:grid-cols-3">
        <SizeField label="Members, at least" value={draft.atLeast} onChange={(atLeast) => set({ atLeast })} />
        <SizeField label="Members, at most" value={draft.atMost} onChange={(atMost) => set({ atMost })} />
        <Field label="Holds for">
          {(aria) => (
            <Select
              {...aria}
              value={draft.days}
              options={LIVES}
              onChange={({ target }) => set({ days: target.value })}
            />
          )}
        </Field>
      </div>
      <Field label="Why" className="max-w-2xl">
        {(aria) => (
          <Textarea
            {...aria}
            rows={3}
            value={draft.reason}
            onChange={({ target }) => set({ reason: target.value })}
          />
        )}
      </Field>
      {save.error && <ErrorNotice error={save.error} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="accent" busy={save.isPending}>
          Decide in advance
        </Button>
        {isAsked && missing !== null && (
          <p role="alert" className="text-sm text-bad">
            {missing}
          </p>
        )}
      </div>
    </form>
  );
}

function SizeField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={label}>
      {(aria) => (
        <Input
          {...aria}
          inputMode="numeric"
          value={value}
          onChange={({ target }) => onChange(target.value.replaceAll(/\D/g, ""))}
        />
      )}
    </Field>
  );
}

function optionsOf({ name, columns, traits = [] }: CatalogEntityView) {
  return [...columns, ...traits].map((one) => ({
    id: `${name}.${one.name}`,
    label: one.label,
    aside: one.pii === null ? undefined : <Tag tone="warn">{one.pii.replaceAll("_", " ")}</Tag>,
  }));
}
