import type { SinceValue } from "@/lib/core/segment/types";
import { UnitSelect } from "../windows/units";
import { moments } from "./accepts";
import type { ValueEditorProps } from "./value-editor";
import { ValueSlot } from "./value-slot";

/** Age, tenure: whole units that have gone by. */
export function SinceEditor({ value, path, entity, onChange }: ValueEditorProps<SinceValue>) {
  return (
    <>
      <UnitSelect value={value.in} many onChange={(unit) => onChange({ ...value, in: unit })} />
      <span className="text-sm">since</span>
      <ValueSlot
        value={value.since}
        path={`${path}.since`}
        entity={entity}
        label="Since which moment"
        accepts={moments}
        onChange={(since) => onChange({ ...value, since })}
      />
    </>
  );
}
