import type { DifferenceValue, Value } from "@/lib/core/segment/types";
import { UnitSelect } from "../windows/units";
import { moments, numbers } from "./accepts";
import type { ValueEditorProps } from "./value-editor";
import { ValueSlot } from "./value-slot";

/** One number less another, or how long it is from one date or time to another, in a unit. */
export function DifferenceEditor(props: ValueEditorProps<DifferenceValue>) {
  const { value, onChange } = props;
  const { in: unit } = value;
  if (unit === undefined) {
    return (
      <>
        <Side {...props} side={0} label="The number" />
        <span className="text-sm">minus</span>
        <Side {...props} side={1} label="What is taken off" />
      </>
    );
  }
  return (
    <>
      <UnitSelect value={unit} many onChange={(next) => onChange({ ...value, in: next })} />
      <span className="text-sm">from</span>
      <Side {...props} side={1} label="From which moment" />
      <span className="text-sm">to</span>
      <Side {...props} side={0} label="To which moment" />
    </>
  );
}

function Side({
  value,
  path,
  entity,
  onChange,
  side,
  label,
}: ValueEditorProps<DifferenceValue> & { side: 0 | 1; label: string }) {
  const change = (next: Value) => {
    const [left, right] = value.difference;
    onChange({ ...value, difference: side === 0 ? [next, right] : [left, next] });
  };
  return (
    <ValueSlot
      value={value.difference[side]}
      path={`${path}.difference[${side}]`}
      entity={entity}
      label={label}
      accepts={value.in === undefined ? numbers : moments}
      onChange={change}
    />
  );
}
