import type { WindowKinds } from "@/lib/core/segment/kinds";
import { WholeNumberInput } from "../inputs/whole-number-input";
import { UnitSelect } from "./units";
import type { WindowEditorProps } from "./window-editor";

export function LastWindow({ window, onChange }: WindowEditorProps<WindowKinds["last"]>) {
  return (
    <>
      <WholeNumberInput
        label="How many"
        value={window.last}
        onChange={(last) => onChange({ ...window, last })}
      />
      <UnitSelect
        value={window.unit}
        many={window.last !== 1}
        onChange={(unit) => onChange({ ...window, unit })}
      />
    </>
  );
}
