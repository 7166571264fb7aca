"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "@/components/api/client";
import type { Mapping } from "@/lib/core/membership/types";
import type { FieldDecisionView } from "@/lib/core/views/decision";

/** What the destination's policy says of each mapped field. */
export function useDecisions(audienceId: string, destinationId: string, mapping: Mapping) {
  const body = { audienceId, destinationId, mapping: withoutUnfinishedCountry(mapping) };
  return useQuery<FieldDecisionView[]>({
    queryKey: ["preview", JSON.stringify(body)],
    queryFn: ({ signal }) => api("/syncs/preview", { method: "POST", body, signal }),
    placeholderData: keepPreviousData,
  });
}

/** A country half typed changes no decision and would be refused. */
function withoutUnfinishedCountry({ defaultCountry, ...mapping }: Mapping): Mapping {
  return defaultCountry && /^[A-Z]{2}$/.test(defaultCountry) ? { ...mapping, defaultCountry } : mapping;
}
