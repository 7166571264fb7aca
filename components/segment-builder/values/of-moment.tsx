import type { PartValue, TruncValue } from "@/lib/core/segment/types";
import { moments } from "./accepts";
import type { ValueEditorProps } from "./value-editor";
import { ValueSlot } from "./value-slot";

/** "of Ordered at": the date or the time that something is taken from. */
export function OfMoment({ value, path, entity, onChange }: ValueEditorProps<PartValue | TruncValue>) {
  return (
    <>
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
