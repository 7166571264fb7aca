import type { FieldAria } from "@/components/ui/field";
import { Select } from "@/components/ui/field";

/** A time zone by its name; the workspace's own first. */
export function ZoneSelect({
  aria,
  zone,
  workspaceZone,
  onChange,
}: {
  aria: FieldAria;
  zone: string;
  workspaceZone: string;
  onChange: (zone: string) => void;
}) {
  const first = [...new Set([workspaceZone, "UTC", zone])];
  const others = Intl.supportedValuesOf("timeZone").filter((name) => !first.includes(name));
  return (
    <Select
      {...aria}
      value={zone}
      options={first.map(asOption)}
      groups={[{ label: "All", options: others.map(asOption) }]}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

const asOption = (name: string) => ({ value: name, label: name.replaceAll("_", " ") });
