import type { TruncValue, Unit } from "@/lib/core/segment/types";
import { valueType } from "@/lib/core/segment/value-type";
import { useBuilder } from "../builder-context";
import { InlineSelect } from "../inputs/inline-select";
import { OfMoment } from "./of-moment";
import type { ValueEditorProps } from "./value-editor";

const UNITS: readonly { value: Unit; label: string }[] = [
  { value: "minute", label: "begun minute" },
  { value: "hour", label: "begun hour" },
  { value: "day", label: "day" },
  { value: "week", label: "first day of the week" },
  { value: "month", label: "first day of the month" },
  { value: "quarter", label: "first day of the quarter" },
  { value: "year", label: "first day of the year" },
];
const CLOCK: readonly Unit[] = ["minute", "hour"];

/** A date or a time rounded down: what tells one month, week or day from another. */
export function TruncEditor({ value, path, entity, onChange }: ValueEditorProps<TruncValue>) {
  const { catalog } = useBuilder();
  const type = valueType(catalog, entity, value.of);
  const isDate = !("problem" in type) && type.kind === "date";
  const fitting = UNITS.filter(({ value: unit }) => unit === value.trunc || !isDate || !CLOCK.includes(unit));
  return (
    <>
      <InlineSelect
        label="Rounded down to"
        value={value.trunc}
        options={fitting}
        onChange={(trunc) => onChange({ ...value, trunc })}
      />
      <OfMoment value={value} path={path} entity={entity} onChange={onChange} />
    </>
  );
}
