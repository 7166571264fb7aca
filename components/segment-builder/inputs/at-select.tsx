"use client";

import { useBuilder } from "../builder-context";
import { momentsOf, whenOf } from "../when-of";
import { InlineSelect } from "./inline-select";

/** By which of its dates a row is asked when it happened; nothing where there is only one. */
export function AtSelect({
  end,
  at,
  onChange,
}: {
  end: string;
  at: string | undefined;
  onChange: (column: string | undefined) => void;
}) {
  const { catalog } = useBuilder();
  const all = momentsOf(catalog, end);
  const current = whenOf(catalog, end, at).at;
  const own = all.filter(({ through }) => through === null);
  // Dates of rows it belongs to are seldom meant; they are offered where it has none of its own, or one is chosen.
  const moments = own.length === 0 || current?.includes(".") ? all : own;
  if (current === null || moments.length < 2) return null;
  return (
    <InlineSelect
      label="By which date"
      value={current}
      options={moments.map(({ path, label, through }) => ({
        value: path,
        label: `by ${through ? `${through} › ` : ""}${label}`,
      }))}
      onChange={(column) => onChange(column === catalog.entities[end]?.timeColumn ? undefined : column)}
    />
  );
}
