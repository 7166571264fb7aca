"use client";

import type { ReactNode } from "react";
import { Input } from "@/components/ui/field";
import { ALERT_LEVELS, type AlertRules } from "@/lib/core/alerts/types";
import { LEVEL_WORDS } from "./alert-words";
import { numbersOf, type ThresholdDraft, type ThresholdRow, thresholdRows } from "./threshold-draft";

/** One row a kind of alert: what it looks at, and where a warning and what is critical begin. */
export function ThresholdFields({
  of,
  inherited,
  draft,
  onChange,
}: {
  of: "workspace" | "sync";
  inherited: AlertRules;
  draft: ThresholdDraft;
  onChange: (draft: ThresholdDraft) => void;
}) {
  const numbers = numbersOf(inherited);
  const number = (path: string, label: string, whole = false) => (
    <Input
      type="number"
      inputMode="decimal"
      aria-label={label}
      className="w-16! tabular-nums"
      min={whole ? 1 : 0}
      step={whole ? 1 : "any"}
      placeholder={String(numbers[path])}
      value={draft[path] ?? ""}
      onChange={({ target }) => onChange({ ...draft, [path]: target.value })}
    />
  );
  return (
    <ul className="flex flex-col">
      {thresholdRows(of).map((row) => (
        <li key={row.rule} className="hairline flex flex-wrap items-start gap-x-6 gap-y-2 py-3">
          <div className="min-w-40 flex-1 basis-44">
            <p className="text-sm font-medium">{row.title}</p>
            <p className="max-w-prose text-xs text-ink-3">{row.about}</p>
          </div>
          <div className="flex w-80 max-w-full flex-col gap-1.5">
            {row.pairs.map((pair) => (
              <Pair key={pair.path} row={row} pair={pair} number={number} />
            ))}
            {row.least && (
              <div className="flex items-center gap-2 text-xs text-ink-2">
                {row.least.before}
                {number(
                  row.least.path,
                  `${row.title}: ${row.least.before.toLowerCase()} so many ${row.least.after}`,
                )}
                {row.least.after}
              </div>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Pair({
  row,
  pair: { path, unit, whole },
  number,
}: {
  row: ThresholdRow;
  pair: ThresholdRow["pairs"][number];
  number: (path: string, label: string, whole?: boolean) => ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-xs text-ink-2">
      {ALERT_LEVELS.map((level) => (
        <span key={level} className="flex items-center gap-2">
          <span className="w-14">{LEVEL_WORDS[level]}</span>
          {number(`${path}.${level}`, `${row.title}: ${LEVEL_WORDS[level].toLowerCase()}, ${unit}`, whole)}
        </span>
      ))}
      <span>{unit}</span>
    </div>
  );
}
