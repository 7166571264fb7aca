"use client";

import { useQuery } from "@tanstack/react-query";
import { api } from "@/components/api/client";
import { useSettled } from "@/components/ui/use-settled";
import type { ResolvedColumn } from "@/lib/core/catalog/resolve";
import type { Literal } from "@/lib/core/segment/types";

const MOST = 1_000;
const NONE: string[] = [];

/**
 * Those of the chosen values that no row of the column holds; empty until that is known, and for columns whose values
 * nobody may see. Where case is folded nothing is said: the rows may hold another spelling.
 */
export function useUnheld(
  column: ResolvedColumn | null,
  values: readonly Literal[],
  foldsCase: boolean,
): readonly string[] {
  const texts = useSettled(values, 400).filter((value) => typeof value === "string" && value !== "");
  const asked =
    column !== null && column.column.pii === null && column.column.type.kind === "text" && !foldsCase;
  const found = useQuery<{ held: string[] }>({
    queryKey: ["held", column?.entity.name, column?.column.name, texts.join("\n")],
    queryFn: ({ signal }) =>
      api(`/columns/${column?.entity.name}/${encodeURIComponent(column?.column.name ?? "")}/held`, {
        method: "POST",
        body: { values: texts },
        signal,
      }),
    enabled: asked && texts.length > 0 && texts.length <= MOST,
    staleTime: 60_000,
    retry: false,
  });
  if (!found.data) return NONE;
  const held = new Set(found.data.held);
  return texts.map(String).filter((text) => !held.has(text));
}
