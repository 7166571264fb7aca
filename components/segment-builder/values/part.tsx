import type { DatePart, PartValue } from "@/lib/core/segment/types";
import { valueType } from "@/lib/core/segment/value-type";
import { useBuilder } from "../builder-context";
import { InlineSelect } from "../inputs/inline-select";
import { moments } from "./accepts";
import type { ValueEditorProps } from "./value-editor";
import { ValueSlot } from "./value-slot";

const PARTS: readonly { value: DatePart; label: string }[] = [
  { value: "hour", label: "hour (0–23)" },
  { value: "weekday", label: "weekday" },
  { value: "day", label: "day of the month" },
  { value: "month", label: "month" },
  { value: "quarter", label: "quarter (1–4)" },
  { value: "year", label: "year" },
];

/** The hour, weekday, month … of a date or a time, as a number. */
export function PartEditor({ value, path, entity, onChange }: ValueEditorProps<PartValue>) {
  const { catalog } = useBuilder();
  const type = valueType(catalog, entity, value.of);
  const isDate = !("problem" in type) && type.kind === "date";
  return (
    <>
      <InlineSelect
        label="Which part"
        value={value.part}
        options={PARTS.filter(({ value: part }) => part === value.part || part !== "hour" || !isDate)}
        onChange={(part) => onChange({ ...value, part })}
      />
      <span className="text-sm">of</span>
      <ValueSlot
        value={value.of}
        path={`${path}.of`}
        entity={entity}
        label="Of which moment"
        accepts={moments}
        onChange={(of) => onChange({ ...value, of })}
      />
    </>
  );
}
