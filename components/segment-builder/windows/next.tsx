import type { WindowKinds } from "@/lib/core/segment/kinds";
import { WholeNumberInput } from "../inputs/whole-number-input";
import { UnitSelect } from "./units";
import type { WindowEditorProps } from "./window-editor";

export function NextWindow({ window, onChange }: WindowEditorProps<WindowKinds["next"]>) {
  return (
    <>
      <WholeNumberInput
        label="How many"
        value={window.next}
        onChange={(next) => onChange({ ...window, next })}
      />
      <UnitSelect
        value={window.unit}
        many={window.next !== 1}
        onChange={(unit) => onChange({ ...window, unit })}
      />
    </>
  );
}
