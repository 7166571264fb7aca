import type { WindowKinds } from "@/lib/core/segment/kinds";
import { WholeNumberInput } from "../inputs/whole-number-input";
import { UnitSelect } from "./units";
import type { WindowEditorProps } from "./window-editor";

export function OlderThanWindow({ window, onChange }: WindowEditorProps<WindowKinds["older_than"]>) {
  return (
    <>
      <WholeNumberInput
        label="How many"
        value={window.older_than}
        onChange={(older_than) => onChange({ ...window, older_than })}
      />
      <UnitSelect
        value={window.unit}
        many={window.older_than !== 1}
        onChange={(unit) => onChange({ ...window, unit })}
      />
    </>
  );
}
