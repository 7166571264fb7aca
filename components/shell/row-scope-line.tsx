"use client";

import { Filter } from "lucide-react";
import { useSession } from "./use-session";

/** On every page of whoever sees only some rows: which, so that a small number surprises nobody. */
export function RowScopeLine() {
  const rowScope = useSession().data?.rowScope;
  if (!rowScope) return null;
  return (
    <p className="hairline flex flex-wrap items-center gap-x-2 px-4 py-1.5 text-xs text-ink-2 md:px-6">
      <Filter aria-hidden className="size-3.5 shrink-0" />
      <span>
        You see only: <span className="font-medium text-ink">{rowScope.label}</span>, {rowScope.words}
      </span>
    </p>
  );
}
