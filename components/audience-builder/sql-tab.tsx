"use client";

import { useState } from "react";
import { InlineSelect } from "@/components/segment-builder/inputs/inline-select";
import { Code } from "@/components/ui/code";
import { ErrorNotice, Skeleton } from "@/components/ui/states";
import type { InspectView } from "@/lib/core/views/builder";
import type { useInspected } from "./use-inspected";

export function SqlTab({
  inspected,
  countable,
}: {
  inspected: ReturnType<typeof useInspected>;
  countable: boolean;
}) {
  if (!countable && !inspected.data)
    return <p className="text-sm text-ink-3">Finish the marked conditions first.</p>;
  if (inspected.error)
    return <ErrorNotice error={inspected.error} onRetry={() => void inspected.refetch()} />;
  if (!inspected.data) return <Skeleton className="h-40" />;
  return <Dialects dialects={inspected.data.dialects} />;
}

/** The question as each warehouse would be asked it; its own first. */
function Dialects({ dialects }: Pick<InspectView, "dialects">) {
  const [chosen, choose] = useState<string>();
  const shown = dialects.find(({ id }) => id === chosen) ?? dialects[0];
  if (!shown) return null;
  return (
    <div className="flex flex-col gap-2">
      <InlineSelect
        label="Warehouse"
        value={shown.id}
        options={dialects.map(({ id, label }, at) => ({
          value: id,
          label: at === 0 ? `${label} (this one)` : label,
        }))}
        onChange={choose}
      />
      {shown.sql === null ? (
        <p className="text-sm text-ink-3">{shown.refusal}</p>
      ) : (
        <Code label={`SQL for ${shown.label}`} text={shown.sql} />
      )}
    </div>
  );
}
