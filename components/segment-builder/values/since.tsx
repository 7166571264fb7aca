import type { SinceValue } from "@/lib/core/segment/types";
import { useBuilder } from "../builder-context";
import { fieldLabel } from "../fields";
import { UnitSelect } from "../windows/units";
import type { ValueEditorProps } from "./value-editor";
import { valueWords } from "./value-words";

/** Age, tenure: whole units that have gone by. */
export function SinceEditor({ value, entity, onChange }: ValueEditorProps<SinceValue>) {
  const { catalog } = useBuilder();
  const since =
    "column" in value.since ? fieldLabel(catalog, entity, value.since.column) : valueWords(value.since);
  return (
    <>
      <UnitSelect value={value.in} many onChange={(unit) => onChange({ ...value, in: unit })} />
      <span className="text-sm">
        since <span className="font-medium">{since}</span>
      </span>
    </>
  );
}
