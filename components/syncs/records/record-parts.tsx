"use client";

import { useSend } from "@/components/api/use-api";
import { SampleTable } from "@/components/audience-builder/sample-tab";
import { PriceNotice } from "@/components/audience-builder/size/price-notice";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/page";
import { ErrorNotice } from "@/components/ui/states";
import { fieldsOf } from "@/lib/core/catalog/fields";
import type { Catalog } from "@/lib/core/catalog/types";
import type { RecordObject } from "@/lib/core/ports/destination";
import type { RecordInput } from "@/lib/core/record/check";
import type { PriceView, SampleView } from "@/lib/core/views/builder";
import type { RecordObjectsView } from "@/lib/core/views/record";
import { RecordFields } from "./record-fields";
import { RecordModeChoice } from "./record-mode";
import { type RecordAsked, useRecordPreview } from "./use-record-preview";

/** What a record sync is made of: mode, fields, and a sample of what would leave. */
export function RecordParts({
  offers,
  object,
  catalog,
  entity,
  asked,
  onChange,
}: {
  offers: RecordObjectsView;
  object: RecordObject;
  catalog: Catalog;
  entity: string;
  asked: RecordAsked;
  onChange: (record: RecordInput) => void;
}) {
  const { preview, error, refetch } = useRecordPreview(asked, object);
  const columns = fieldsOf(catalog, entity).map(({ path, label, through }) => ({
    value: path,
    label: through ? `${through} › ${label}` : label,
  }));
  const { record } = asked;
  const atLarge = preview?.problems.filter(({ path }) => !/^record\.(key|fields\[)/.test(path)) ?? [];
  return (
    <>
      <Section title="How">
        <RecordModeChoice offers={offers} record={record} onChange={onChange} />
      </Section>
      <Section title="Fields" aside="as the platform describes them now; what the policy blocks is left out">
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {atLarge.map(({ code, message, fix }) => (
          <p key={code} className="mb-2 text-sm text-bad">
            {message} <span className="text-ink-2">{fix}</span>
          </p>
        ))}
        <RecordFields
          object={object}
          rules={offers.rules}
          columns={columns}
          mapping={record.mapping}
          preview={preview}
          onChange={(mapping) => onChange({ ...record, mapping })}
        />
      </Section>
      <Section title="Sample" aside="a few rows as they would leave; personal values are never read for it">
        <Sample asked={asked} />
      </Section>
    </>
  );
}

function Sample({ asked }: { asked: RecordAsked }) {
  const sample = useSend<number | undefined, SampleView | PriceView>({
    request: (agreedBytes) => ({ path: "/syncs/records/sample", body: { ...asked, agreedBytes } }),
    quiet: true,
  });
  const shown = sample.data;
  return (
    <div className="flex flex-col items-start gap-3">
      <Button size="sm" busy={sample.isPending} onClick={() => sample.mutate(undefined)}>
        {shown ? "Show it again" : "Show a sample"}
      </Button>
      {sample.error && <ErrorNotice error={sample.error} />}
      {shown && "price" in shown && (
        <PriceNotice price={shown.price} onAgree={() => sample.mutate(shown.price.bytes)} />
      )}
      {shown && !("price" in shown) && (
        <div className="w-full">
          <SampleTable sample={shown} />
        </div>
      )}
    </div>
  );
}
