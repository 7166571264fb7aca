"use client";

import type { ReactNode } from "react";

export type CheckOption = { id: string; label: string; aside?: ReactNode };

/** Several of many, in as many columns as there is room for. */
export function CheckList({
  legend,
  help,
  options,
  chosen,
  onChange,
}: {
  legend: ReactNode;
  help?: string;
  options: readonly CheckOption[];
  chosen: ReadonlySet<string>;
  onChange: (id: string, isIn: boolean) => void;
}) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      {help && <p className="mb-2 max-w-prose text-xs text-ink-3">{help}</p>}
      <div className="grid grid-cols-[repeat(auto-fill,minmax(14rem,1fr))] gap-x-4 gap-y-1">
        {options.map(({ id, label, aside }) => (
          <label key={id} className="flex min-h-6 items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={chosen.has(id)}
              onChange={({ target }) => onChange(id, target.checked)}
            />
            <span className="min-w-0 truncate">{label}</span>
            {aside}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
