"use client";

import { relatedLabel, relatedOf, timeOf } from "@/lib/core/catalog/fields";
import { useBuilder } from "../builder-context";
import { InlineSelect } from "./inline-select";

/** Which related rows: orders, or their lines. `timed`: only those that happened at some time. */
export function RelatedSelect({
  entity,
  path,
  label = "Of which",
  timed = false,
  onChange,
}: {
  entity: string;
  path: string;
  label?: string;
  timed?: boolean;
  onChange: (path: string) => void;
}) {
  const { catalog } = useBuilder();
  const fitting = relatedOf(catalog, entity).filter(
    (related) => !timed || timeOf(catalog, related.entity.name) !== null,
  );
  const options = fitting.map((related) => ({ value: related.path, label: related.label }));
  const isKnown = options.some(({ value }) => value === path);
  return (
    <InlineSelect
      label={label}
      value={path}
      options={isKnown ? options : [{ value: path, label: relatedLabel(catalog, entity, path) }, ...options]}
      onChange={onChange}
      strong
    />
  );
}
