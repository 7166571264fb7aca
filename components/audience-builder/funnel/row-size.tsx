"use client";

import type { RowProps } from "@/components/segment-builder/condition-row";
import { classNames } from "@/components/ui/class-names";
import { drawn, nearly } from "@/components/ui/numbers";
import { Tooltip } from "@/components/ui/tooltip";
import { useFunnel } from "./funnel-context";
import { rowLabel, rowLines } from "./row-words";

/** How many are left after the condition: a number over a thin bar, more on pointing at it. */
export function RowSize({ condition, path }: RowProps) {
  const { find, population } = useFunnel();
  const row = find(condition, path);
  if (!row) {
    return <span aria-hidden className="hidden w-16 shrink-0 in-[[data-funnel-waiting]]:block sm:w-20" />;
  }
  const width = population === 0 ? 0 : Math.min(1, drawn(row.kept) / population);
  const number = (
    <button
      type="button"
      aria-label={rowLabel(row)}
      className={classNames(
        "mt-0.5 flex w-16 shrink-0 cursor-default flex-col items-end gap-0.5 rounded-sm px-1 text-sm sm:w-20",
        "in-[[data-funnel-stale]]:outdated",
      )}
    >
      <span>{nearly(row.kept)}</span>
      <span aria-hidden className="h-0.75 w-full overflow-hidden rounded-full bg-pressed">
        <span
          className={classNames("block h-full rounded-full", row.adds ? "bg-bar-3" : "bg-bar-2")}
          style={{ width: `${width * 100}%`, minWidth: row.kept === 0 ? 0 : 2 }}
        />
      </span>
    </button>
  );
  return (
    <Tooltip trigger={number}>
      <ul>
        {rowLines(row).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Tooltip>
  );
}
