"use client";

import { Lock } from "lucide-react";
import { useEffect, useState } from "react";
import { useApi } from "@/components/api/use-api";
import type { Choice } from "../choices/choice";

const SHOWN = 4;

/** What the marked choice is: why it is locked, what the catalog says of it, and values it holds. */
export function ChoiceNote({ choice }: { choice: Choice<unknown> }) {
  const examples = useExamples(choice);
  return (
    <div aria-live="polite" className="min-h-9 border-t border-line px-3 py-2 text-xs text-ink-2">
      {choice.locked && (
        <p className="flex items-start gap-1.5">
          <Lock aria-hidden className="mt-0.5 size-3 shrink-0 text-warn" />
          {choice.locked}
        </p>
      )}
      {choice.note && <p>{choice.note}</p>}
      {examples.length > 0 && <p className="truncate">Such as {examples.join(", ")}</p>}
      {!choice.locked && !choice.note && examples.length === 0 && (
        <p className="text-ink-3">
          {choice.group} · {choice.hint}
        </p>
      )}
    </div>
  );
}

/** Values the column holds; never of personal columns. Asked once the mark has rested on it. */
function useExamples({ column, pii }: Choice<unknown>): string[] {
  const [rested, setRested] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setRested(true), 250);
    return () => clearTimeout(timer);
  }, []);
  const offered = column !== undefined && pii === null;
  const address = offered ? `/columns/${column.entity}/${encodeURIComponent(column.name)}/examples` : "";
  const found = useApi<{ values: string[] }>(address, { enabled: offered && rested });
  return found.data?.values.slice(0, SHOWN) ?? [];
}
