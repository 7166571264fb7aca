"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "@/components/api/client";
import type { Segment } from "@/lib/core/segment/types";
import type { InspectView, SampleView } from "@/lib/core/views";

/** Sentence and SQL of a tree. */
export function useInspected(audienceId: string, tree: Segment, enabled = true) {
  return useTreeQuery<InspectView>("/segments/inspect", { audienceId, tree }, enabled);
}

export function useSample(audienceId: string, tree: Segment, enabled: boolean) {
  return useTreeQuery<SampleView>("/segments/sample", { audienceId, tree }, enabled);
}

function useTreeQuery<T>(path: string, body: { audienceId: string; tree: Segment }, enabled: boolean) {
  return useQuery<T>({
    queryKey: ["tree", path, JSON.stringify(body)],
    queryFn: ({ signal }) => api<T>(path, { method: "POST", body, signal }),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
}
