"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "@/components/api/client";
import { useSettled } from "@/components/ui/use-settled";
import type { RecordObject } from "@/lib/core/ports/destination";
import type { RecordInput } from "@/lib/core/record/check";
import { unfinished } from "@/lib/core/record/unfinished";
import type { RecordPreviewView } from "@/lib/core/views/record";
import { labelOf } from "./line";

export type RecordSource = { audienceId: string } | { entity: string };
export type RecordAsked = {
  source: RecordSource;
  destinationId: string;
  objectId: string;
  record: RecordInput;
};

/**
 * What is wrong with a record mapping, and what the policy says of each line, a moment after the last change. What is half typed says
 * so itself, and is not asked about before it is whole.
 */
export function useRecordPreview(asked: RecordAsked, object: RecordObject) {
  const body = useSettled(JSON.stringify(asked), 400);
  const settled = JSON.parse(body) as RecordAsked;
  const lacking = unfinished(settled.record.mapping, (field) => labelOf(object, field));
  const isWhole = lacking.length === 0;
  const { data, error, refetch } = useQuery<RecordPreviewView>({
    queryKey: ["record-preview", body],
    queryFn: ({ signal }) => api("/syncs/records/preview", { method: "POST", body: settled, signal }),
    placeholderData: keepPreviousData,
    enabled: isWhole,
  });
  const preview = isWhole ? data : { decisions: data?.decisions ?? [], problems: lacking };
  return { preview, error: isWhole ? error : null, refetch };
}

/** Why a mapping cannot be saved yet; null: nothing is half typed. */
export function whyNotYet({ mapping }: RecordInput, object: RecordObject): string | null {
  return unfinished(mapping, (field) => labelOf(object, field))[0]?.message ?? null;
}
