"use client";

import { toast } from "sonner";
import { useBuilder } from "@/components/segment-builder/builder-context";
import type { RowProps } from "@/components/segment-builder/condition-row";
import { Button } from "@/components/ui/button";
import { nearly } from "@/components/ui/numbers";
import { describeCondition } from "@/lib/core/segment/describe";
import { canIncludeUnknown, includeUnknown } from "@/lib/core/segment/edit/unknown";
import { unknownOf } from "@/lib/core/segment/funnel/unknown";
import { useFunnel } from "./funnel-context";

/** Of how many it is unknown, with a way to let them in, where they are left out. */
export function RowUnknown({ condition, path, entity }: RowProps) {
  const { find, undo } = useFunnel();
  const { catalog, edit, current, readOnly, announce } = useBuilder();
  const row = find(condition, path);
  const unknown = unknownOf(condition);
  if (!row?.unknown || !unknown || !canIncludeUnknown(current(), path)) return null;
  const words = describeCondition(unknown, entity, catalog);
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 text-xs text-ink-3 in-[[data-funnel-stale]]:outdated">
      <span>
        {words}: {nearly(row.unknown)}
      </span>
      {!readOnly && (
        <Button
          size="xs"
          look="quiet"
          className="h-5 text-accent-ink"
          aria-label={`Include those whose ${words.charAt(0).toLowerCase()}${words.slice(1)}`}
          onClick={() => {
            edit((tree) => includeUnknown(tree, path));
            announce("Included. Press Control Z to take it back.");
            toast(`Included: ${words}.`, { action: { label: "Undo", onClick: undo } });
          }}
        >
          include
        </Button>
      )}
    </p>
  );
}
