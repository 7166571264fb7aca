"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "@/components/api/client";
import type { Segment } from "@/lib/core/segment/types";
import type { InspectView } from "@/lib/core/views/builder";

/** Sentence and SQL of a tree. */
export function useInspected(audienceId: string, tree: Segment, enabled = true) {
  return useTreeQuery<InspectView>("/segments/inspect", { audienceId, tree }, enabled);
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
