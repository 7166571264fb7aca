"use client";

import { type FormEvent, useMemo, useState } from "react";
import { toast } from "sonner";
import { useSend } from "@/components/api/use-api";
import { inReadingOrder } from "@/components/catalog/reading-order";
import { catalogOf } from "@/components/segment-builder/catalog-of";
import { Button } from "@/components/ui/button";
import { Field, Input, Textarea } from "@/components/ui/field";
import { ErrorNotice, Notice } from "@/components/ui/states";
import type { CatalogView } from "@/lib/core/views/catalog";
import type { DestinationView, PolicyView } from "@/lib/core/views/destination";
import { ConsentRules } from "./consent-rules";
import { FieldsTable } from "./fields-table";
import { SuppressionLists } from "./suppression-lists";
import { type PolicyForm, usePolicyForm } from "./use-policy-form";

/** What may leave for one destination, written by an admin, in force from the next run. */
export function PolicyEditor({
  destination,
  catalogView,
  readOnly,
}: {
  destination: DestinationView;
  catalogView: CatalogView;
  readOnly: boolean;
}) {
  const form = usePolicyForm(destination.policy?.policy);
  const catalog = useMemo(() => catalogOf(catalogView), [catalogView]);
  const entities = relevantEntities(catalogView, destination);
  const shared = { form, readOnly };
  return (
    <div className="flex flex-col gap-8">
      {readOnly && <Notice tone="info" title="Only admins of this workspace change policies." />}
      <FieldsTable {...shared} catalog={catalogView} />
      <ConsentRules {...shared} entities={entities} catalog={catalog} />
      <SuppressionLists {...shared} entities={entities} catalog={catalogView} />
      <Field label="Minimum size" help="Fewer people than this are never added." className="max-w-40">
        {(aria) => (
          <Input
            {...aria}
            type="number"
            min={0}
            disabled={readOnly}
            value={form.policy.minimumSize}
            onChange={({ target }) => form.setMinimumSize(Math.max(0, Math.floor(Number(target.value) || 0)))}
          />
        )}
      </Field>
      {!readOnly && <SavePolicy destination={destination} form={form} />}
    </div>
  );
}

/** What the policy already speaks of, and what the syncs of this catalog are most often made of. */
function relevantEntities(catalog: CatalogView, destination: DestinationView) {
  const policy = destination.policy?.policy;
  const segmentable = inReadingOrder(catalog.entities).filter((entity) => entity.segmentable);
  const personal = segmentable.filter(
    (entity) =>
      policy?.consent[entity.name] !== undefined ||
      policy?.suppression[entity.name] !== undefined ||
      entity.columns.some((column) => column.pii !== null),
  );
  return personal.length > 0 ? personal : segmentable;
}

function SavePolicy({ destination, form }: { destination: DestinationView; form: PolicyForm }) {
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const save = useSend<void, PolicyView>({
    request: () => ({
      path: `/destinations/${destination.id}/policy`,
      method: "PUT",
      body: { policy: form.policy, reason: reason.trim() },
    }),
    refresh: ["/destinations", "/syncs"],
    quiet: true,
    done: (policy) => toast.success(`Policy version ${policy.version} is in force.`),
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (reason.trim() === "") return setMissing(true);
    save.mutate();
  }
  return (
    <form onSubmit={submit} className="flex max-w-xl flex-col items-start gap-3 border-t border-line pt-5">
      {save.error && <ErrorNotice error={save.error} />}
      <Field
        label="Reason for this change"
        help="Kept with the policy for whoever asks later. A wider policy makes approvals void; a stricter one applies at the next run."
        problem={missing && reason.trim() === "" ? "Say why; an auditor will ask." : undefined}
        className="w-full"
      >
        {(aria) => (
          <Textarea {...aria} rows={2} value={reason} onChange={({ target }) => setReason(target.value)} />
        )}
      </Field>
      <Button type="submit" look="accent" busy={save.isPending} disabled={!form.changed}>
        {`Save as version ${(destination.policy?.version ?? 0) + 1}`}
      </Button>
    </form>
  );
}
