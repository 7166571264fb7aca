"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useApi, useSend } from "@/components/api/use-api";
import { TimingFields, timingDraftOf, timingOf, useWorkspaceZone } from "@/components/schedule/timing-fields";
import { Button } from "@/components/ui/button";
import { Field, Input, Select } from "@/components/ui/field";
import { Section } from "@/components/ui/page";
import { ErrorNotice, Loaded, Notice, SkeletonRows } from "@/components/ui/states";
import { shareNames } from "@/lib/core/audience/splits";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import type { Catalog } from "@/lib/core/catalog/types";
import type { RecordObject } from "@/lib/core/ports/destination";
import type { RecordInput } from "@/lib/core/record/check";
import { NO_BLACKOUT, NO_SCHEDULE } from "@/lib/core/schedule/types";
import type { DestinationView } from "@/lib/core/views/destination";
import type { RecordObjectsView, RecordPreviewView } from "@/lib/core/views/record";
import { ShareChoice } from "../share-choice";
import { defaultRecord } from "./default-record";
import { RecordParts } from "./record-parts";
import { type RecordSource, useRecordPreview } from "./use-record-preview";

type Props = {
  source: RecordSource;
  /** What it takes, for its name: "VIPs". */
  called: string;
  entity: string;
  splits?: AudienceDefinition["splits"];
  catalog: Catalog;
  destination: DestinationView;
};

/** Sets up records; what can be written is asked of the platform. */
export function RecordSetup(props: Props) {
  const offers = useApi<RecordObjectsView>(`/destinations/${props.destination.id}/record-objects`, {
    fresh: true,
  });
  return (
    <Loaded query={offers} skeleton={<SkeletonRows rows={4} />}>
      {(view) => <ChooseObject {...props} offers={view} />}
    </Loaded>
  );
}

function ChooseObject({ offers, ...props }: Props & { offers: RecordObjectsView }) {
  const [id, setId] = useState(offers.objects[0]?.id ?? "");
  const object = offers.objects.find((one) => one.id === id);
  return (
    <>
      <Section title="What it writes">
        <Field
          label="Records"
          help="Several syncs may write the same records, but every field has one."
          className="max-w-sm"
        >
          {(aria) => (
            <Select
              {...aria}
              value={id}
              options={offers.objects.map((one) => ({ value: one.id, label: one.name }))}
              onChange={({ target }) => setId(target.value)}
            />
          )}
        </Field>
      </Section>
      {object && <SetupForm key={id} {...props} offers={offers} object={object} />}
    </>
  );
}

function SetupForm({
  source,
  called,
  entity,
  splits,
  catalog,
  destination,
  offers,
  object,
}: Props & { offers: RecordObjectsView; object: RecordObject }) {
  const router = useRouter();
  const [name, setName] = useState(`${called} to ${destination.name}`);
  const [record, setRecord] = useState<RecordInput>(() => ({
    mapping: defaultRecord(object, catalog, entity),
    mode: "upsert",
    removal: null,
  }));
  const [split, setSplit] = useState<string | null>(shareNames(splits)[0] ?? null);
  const zone = useWorkspaceZone();
  const [timing, setTiming] = useState(() =>
    timingDraftOf({ schedule: NO_SCHEDULE, blackout: NO_BLACKOUT, endsOn: null }, zone),
  );
  const asked = { source, destinationId: destination.id, objectId: object.id, record };
  const preview = useRecordPreview(asked);
  const create = useSend<void, { id: string }>({
    request: () => ({
      path: "/syncs/records",
      body: { ...asked, record: allowedOf(record, preview.data), name, split, timing: timingOf(timing) },
    }),
    refresh: ["/syncs", "/audiences"],
    quiet: true,
    done: ({ id }) => router.push(`/syncs/${id}`),
  });
  return (
    <>
      {destination.policy === null && (
        <Notice tone="warn" title={`${destination.name} has no policy yet, so nothing may leave for it.`}>
          An admin sets it on the <a href={`/destinations/${destination.id}`}>destination's page</a>. You can
          set up the sync meanwhile.
        </Notice>
      )}
      {splits && (
        <Section title="Who goes there">
          <ShareChoice splits={splits} split={split} onChange={setSplit} />
        </Section>
      )}
      <RecordParts
        offers={offers}
        object={object}
        catalog={catalog}
        entity={entity}
        asked={asked}
        onChange={setRecord}
      />
      <Section title="When it runs" aside="needs no approval, and can be changed at any time">
        <TimingFields draft={timing} syncId={null} onChange={setTiming} />
      </Section>
      <Section title="Name">
        <Field label="Name of this sync" className="max-w-sm">
          {(aria) => <Input {...aria} value={name} onChange={({ target }) => setName(target.value)} />}
        </Field>
      </Section>
      <div className="flex flex-col gap-3 border-t border-line py-5">
        {create.error && <ErrorNotice error={create.error} />}
        <div className="flex items-center gap-3">
          <Button
            look="accent"
            busy={create.isPending}
            disabled={name.trim() === ""}
            onClick={() => create.mutate()}
          >
            Create sync
          </Button>
          <span className="text-xs text-ink-3">Nothing is sent before the data team has approved it.</span>
        </div>
      </div>
    </>
  );
}

/** Without what the policy blocks: a wider policy must not widen a sync by itself. */
function allowedOf(record: RecordInput, preview: RecordPreviewView | undefined): RecordInput {
  const blocked = new Set(preview?.decisions.filter(({ allowed }) => !allowed).map(({ field }) => field));
  const fields = record.mapping.fields.filter(({ field }) => !blocked.has(field));
  return { ...record, mapping: { ...record.mapping, fields } };
}
