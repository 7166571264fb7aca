"use client";

import { useBuilder } from "../builder-context";
import { InlineSelect } from "../inputs/inline-select";

/** Whose calendar days are meant. Shown once a window says one; without it, the catalog's. */
export function ZoneSelect({
  zone,
  onChange,
}: {
  zone: string | undefined;
  onChange: (zone: string | undefined) => void;
}) {
  const { catalog } = useBuilder();
  if (zone === undefined) return null;
  const zones = [...new Set([zone, ...Intl.supportedValuesOf("timeZone")])];
  return (
    <InlineSelect
      label="Days of which time zone"
      value={zone}
      options={[
        { value: "", label: `in the catalog’s time zone (${catalog.zone})` },
        ...zones.map((name) => ({ value: name, label: `in ${name}` })),
      ]}
      onChange={(next) => onChange(next === "" ? undefined : next)}
    />
  );
}
