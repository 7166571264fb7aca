"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "@/components/api/client";
import { useSettled } from "@/components/ui/use-settled";
import type { RecordInput } from "@/lib/core/record/check";
import type { RecordPreviewView } from "@/lib/core/views/record";

export type RecordSource = { audienceId: string } | { entity: string };
export type RecordAsked = {
  source: RecordSource;
  destinationId: string;
  objectId: string;
  record: RecordInput;
};

/** What is wrong with a record mapping, and what the policy says of each line, a moment after the last change. */
export function useRecordPreview(asked: RecordAsked) {
  const body = useSettled(JSON.stringify(asked), 400);
  return useQuery<RecordPreviewView>({
    queryKey: ["record-preview", body],
    queryFn: ({ signal }) =>
      api("/syncs/records/preview", { method: "POST", body: JSON.parse(body) as RecordAsked, signal }),
    placeholderData: keepPreviousData,
  });
}
