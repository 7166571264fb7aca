"use client";

import { useApi } from "@/components/api/use-api";
import { useSettled } from "@/components/ui/use-settled";
import type { ResolvedColumn } from "@/lib/core/catalog/resolve";
import type { SmallCount } from "@/lib/core/views/counts";
import { codesNamed } from "./code-names";

export type Suggestion = { value: string; count: SmallCount };
const NONE: Suggestion[] = [];

/**
 * Values of a column as people type; only of columns classified as not personal. Where a column holds codes of countries
 * or languages, their names find them as well: after what is held as typed, the codes meant that are held.
 */
export function useSuggestions(column: ResolvedColumn | null, search: string, active: boolean): Suggestion[] {
  const settled = useSettled(search, 150);
  const found = useValues(column, settled, active);
  const codes = codesNamed(column, search);
  const only = useSettled(codes.length === 1 ? codes[0]! : "", 150);
  // The most frequent ones are there since the focus came: whoever types on and presses Enter need not wait.
  const frequent = useValues(column, "", active);
  const asked = useValues(column, only, active && only !== "");
  const named = [...frequent, ...asked].filter(({ value }) => codes.includes(value));
  const all = new Map([...found, ...named].map((suggestion) => [suggestion.value, suggestion]));
  return named.length === 0 ? found : [...all.values()];
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
