"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useApi, useSend } from "@/components/api/use-api";
import { Field, Select } from "@/components/ui/field";
import { Section } from "@/components/ui/page";
import { Loaded, SkeletonRows } from "@/components/ui/states";
import { shareNames } from "@/lib/core/audience/splits";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import type { Catalog } from "@/lib/core/catalog/types";
import { guardedSync } from "@/lib/core/guards/in-force";
import type { RecordObject } from "@/lib/core/ports/destination";
import type { RecordInput } from "@/lib/core/record/check";
import type { KeyRow } from "@/lib/core/record/types";
import type { DestinationView } from "@/lib/core/views/destination";
import type { RecordObjectsView, RecordPreviewView } from "@/lib/core/views/record";
import { NoPolicyNotice, SetupEndFields } from "../setup-parts";
import { ShareChoice } from "../share-choice";
import { setupEndOf, useSetupEnd } from "../use-setup-end";
import { defaultRecord } from "./default-record";
import { RecordParts } from "./record-parts";
import { type RecordSource, useRecordPreview, whyNotYet } from "./use-record-preview";

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
  const [record, setRecord] = useState<RecordInput>(() => ({
    mapping: defaultRecord(object, catalog, entity),
    mode: "upsert",
    removal: null,
  }));
  const [split, setSplit] = useState<string | null>(shareNames(splits)[0] ?? null);
  const [end, setEnd] = useSetupEnd(`${called} to ${destination.name}`);
  const asked = { source, destinationId: destination.id, objectId: object.id, record };
  const { preview } = useRecordPreview(asked, object);
  const create = useSend<void, { id: string }>({
    request: () => ({
      path: "/syncs/records",
      body: { ...asked, record: allowedOf(record, preview), split, ...setupEndOf(end) },
    }),
    refresh: ["/syncs", "/audiences"],
    quiet: true,
    done: ({ id }) => router.push(`/syncs/${id}`),
  });
  return (
    <>
      <NoPolicyNotice destination={destination} />
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
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <SetupEndFields
          of={guardedSync("record", "target", record.mode)}
          end={end}
          error={create.error}
          busy={create.isPending}
          because={whyNotYet(record, object)}
          onChange={setEnd}
        />
      </form>
    </>
  );
}

/** Without what the policy blocks: a wider policy must not widen a sync by itself. */
function allowedOf(record: RecordInput, preview: RecordPreviewView | undefined): RecordInput {
  const blocked = new Set(preview?.decisions.filter(({ allowed }) => !allowed).map(({ field }) => field));
  const { fields, also, ...mapping } = record.mapping;
  const left = <R extends KeyRow>(rows: readonly R[]) => rows.filter(({ field }) => !blocked.has(field));
  return { ...record, mapping: { ...mapping, ...(also && { also: left(also) }), fields: left(fields) } };
}
