"use client";

import { useQuery } from "@tanstack/react-query";
import { Lock } from "lucide-react";
import { useState } from "react";
import { api, asErrorView } from "@/components/api/client";
import { PriceNotice } from "@/components/audience-builder/size/price-notice";
import { tagLabel } from "@/components/destinations/policy/fields-table";
import { count, share } from "@/components/ui/numbers";
import { Notice, Skeleton } from "@/components/ui/states";
import { Tag } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { PriceView } from "@/lib/core/views/builder";
import type { TraitPreviewView } from "@/lib/core/views/trait";
import { definitionOf, nameOf, type TraitForm } from "./trait-form";

/** What the trait is, from the server: in words, of which type, how personal, and how its values are spread now. */
export function TraitPreview({ form, enabled, many }: { form: TraitForm; enabled: boolean; many: string }) {
  const body = { entity: form.entity, name: nameOf(form), definition: definitionOf(form) };
  const about = JSON.stringify(body);
  const [agreed, setAgreed] = useState<{ about: string; bytes: number } | null>(null);
  const agreedBytes = agreed?.about === about ? agreed.bytes : undefined;
  const preview = useQuery<TraitPreviewView | PriceView>({
    queryKey: ["trait-preview", about, agreedBytes ?? null],
    queryFn: ({ signal }) =>
      api("/traits/preview", { method: "POST", body: { ...body, agreedBytes }, signal }),
    enabled,
    retry: false,
  });
  const agree = (answer: TraitPreviewView | PriceView) =>
    "price" in answer && setAgreed({ about, bytes: answer.price.bytes });
  return (
    <section aria-label="Preview" className="flex flex-col gap-3 text-sm" aria-busy={preview.isFetching}>
      <h2 className="text-sm font-semibold">Preview</h2>
      {!enabled ? (
        <p className="text-ink-2">Choose a value and give it a label, and its numbers show here.</p>
      ) : preview.isPending ? (
        <Skeleton className="h-32" />
      ) : preview.error ? (
        <PreviewProblem error={preview.error} />
      ) : "price" in preview.data ? (
        <PriceNotice price={preview.data.price} onAgree={() => agree(preview.data)} />
      ) : (
        <Shown preview={preview.data} many={many} />
      )}
    </section>
  );
}

function PreviewProblem({ error }: { error: Error }) {
  const { message, fix } = asErrorView(error);
  return (
    <Notice tone="warn" title={message}>
      {fix}
    </Notice>
  );
}

function Shown({ preview, many }: { preview: TraitPreviewView; many: string }) {
  const { sentence, type, pii, touches, total, known, asOf } = preview;
  return (
    <>
      <p className={sentence.includes("\n") || /^select|^with/i.test(sentence) ? "sr-only" : ""}>
        {sentence}
      </p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-ink-2">Type</dt>
        <dd>{type}</dd>
        <dt className="text-ink-2">Personal</dt>
        <dd>
          {pii ? (
            <span className="inline-flex items-center gap-1.5">
              <Lock aria-hidden className="size-3 text-warn" />
              <Tag tone="warn">{tagLabel(pii)}</Tag>
            </span>
          ) : (
            "no"
          )}
        </dd>
        <dt className="text-ink-2">Known of</dt>
        <dd className="tabular-nums">
          {count(known)} of {count(total)} {many}
        </dd>
        <dt className="text-ink-2">Reads</dt>
        <dd className="text-ink-2">
          {touches.map(({ entity, column }) => `${entity}.${column}`).join(", ")}
        </dd>
      </dl>
      <Spread preview={preview} />
      <p className="text-xs text-ink-2">
        Counted exactly at <Time at={asOf} />
      </p>
    </>
  );
}

/** Groups of under ten are among the others. */
function Spread({ preview: { bars, others, total } }: { preview: TraitPreviewView }) {
  if (bars === null) {
    return <p className="text-ink-2">Its values are personal, so they are not shown.</p>;
  }
  if (bars.length === 0) return <p className="text-ink-2">No value is had by ten or more.</p>;
  const most = Math.max(...bars.map(({ people }) => people));
  return (
    <table aria-label="How its values are spread" className="w-full">
      <tbody>
        {bars.map(({ label, people }) => (
          <tr key={label}>
            <th scope="row" className="max-w-40 truncate py-0.5 pr-3 text-left font-normal">
              {label}
            </th>
            <td className="w-full">
              <div
                aria-hidden
                className="h-2 rounded-sm bg-accent"
                style={{ width: `${(people / most) * 100}%` }}
              />
            </td>
            <td className="pl-3 text-right whitespace-nowrap tabular-nums">{count(people)}</td>
            <td className="pl-2 text-right whitespace-nowrap text-ink-2 tabular-nums">
              {share(people, total)}
            </td>
          </tr>
        ))}
        {others !== 0 && (
          <tr>
            <th scope="row" className="py-0.5 text-left font-normal text-ink-2">
              others
            </th>
            <td />
            <td className="pl-3 text-right tabular-nums">{count(others)}</td>
            <td />
          </tr>
        )}
      </tbody>
    </table>
  );
}
