"use client";

import { useApi } from "@/components/api/use-api";
import { useSettled } from "@/components/ui/use-settled";
import type { ResolvedColumn } from "@/lib/core/catalog/resolve";
import type { SmallCount } from "@/lib/core/views";

export type Suggestion = { value: string; count: SmallCount };
const NONE: Suggestion[] = [];

/** Values of a column as people type; only of columns classified as not personal. */
export function useSuggestions(column: ResolvedColumn | null, search: string, active: boolean): Suggestion[] {
  const settled = useSettled(search, 150);
  const offered = column !== null && column.column.pii === null && column.column.type.kind === "text";
  const address = offered
    ? `/columns/${column.entity.name}/${encodeURIComponent(column.column.name)}/values`
    : "";
  const found = useApi<Suggestion[]>(`${address}?search=${encodeURIComponent(settled)}`, {
    enabled: offered && active,
    keepPrevious: true,
  });
  return found.data ?? NONE;
}
