import type { DatePart, PartValue } from "@/lib/core/segment/types";
import { valueType } from "@/lib/core/segment/value-type";
import { useBuilder } from "../builder-context";
import { InlineSelect } from "../inputs/inline-select";
import { OfMoment } from "./of-moment";
import type { ValueEditorProps } from "./value-editor";

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
      <OfMoment value={value} path={path} entity={entity} onChange={onChange} />
    </>
  );
}
