"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "@/components/api/client";
import type { Segment } from "@/lib/core/segment/types";
import type { InspectView, SampleView } from "@/lib/core/views";

/** Sentence and SQL of a tree. */
export function useInspected(tree: Segment, enabled = true) {
  return useTreeQuery<InspectView>("/segments/inspect", tree, enabled);
}

export function useSample(tree: Segment, enabled: boolean) {
  return useTreeQuery<SampleView>("/segments/sample", tree, enabled);
}

function useTreeQuery<T>(path: string, tree: Segment, enabled: boolean) {
  return useQuery<T>({
    queryKey: ["tree", path, JSON.stringify(tree)],
    queryFn: ({ signal }) => api<T>(path, { method: "POST", body: { tree }, signal }),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
}
