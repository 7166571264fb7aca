import type { Unit } from "@/lib/core/segment/types";
import { InlineSelect } from "../inputs/inline-select";

const UNITS: readonly Unit[] = ["minute", "hour", "day", "week", "month", "quarter", "year"];

/** Dates know no hours; a tree that says hours of a date keeps them to be seen. */
export function UnitSelect<U extends Unit>({
  value,
  many,
  units = UNITS as readonly U[],
  onChange,
}: {
  value: U;
  many: boolean;
  units?: readonly U[];
  onChange: (unit: U) => void;
}) {
  const options = units.map((unit) => ({ value: unit, label: many ? `${unit}s` : unit }));
  return <InlineSelect label="Unit" value={value} options={options} onChange={onChange} />;
}
