"use client";

import { useApi } from "@/components/api/use-api";
import { useSettled } from "@/components/ui/use-settled";
import type { ResolvedColumn } from "@/lib/core/catalog/resolve";
import type { SmallCount } from "@/lib/core/views";
import { codesNamed } from "./code-names";

export type Suggestion = { value: string; count: SmallCount };
const NONE: Suggestion[] = [];

/**
 * Values of a column as people type; only of columns classified as not personal. Where a column holds codes of countries
 * or languages, their names find them as well: after what is held as typed, the codes meant that are held.
 */
export function useSuggestions(column: ResolvedColumn | null, search: string, active: boolean): Suggestion[] {
  const settled = useSettled(search, 150);
  const codes = codesNamed(column, settled);
  const [only] = codes.length === 1 ? codes : [];
  const found = useValues(column, settled, active);
  const coded = useValues(column, only ?? "", active && codes.length > 0);
  const named = coded.filter(
    ({ value }) => codes.includes(value) && !found.some((suggestion) => suggestion.value === value),
  );
  return named.length === 0 ? found : [...found, ...named];
}

function useValues(column: ResolvedColumn | null, search: string, active: boolean): Suggestion[] {
  const offered = column !== null && column.column.pii === null && column.column.type.kind === "text";
  const address = offered
    ? `/columns/${column.entity.name}/${encodeURIComponent(column.column.name)}/values`
    : "";
  const found = useApi<Suggestion[]>(`${address}?search=${encodeURIComponent(search)}`, {
    enabled: offered && active,
    keepPrevious: true,
  });
  return found.data ?? NONE;
}
