import type { WindowKinds } from "@/lib/core/segment/kinds";
import { WholeNumberInput } from "../inputs/whole-number-input";
import { moments } from "../values/accepts";
import { ValueSlot } from "../values/value-slot";
import { UnitSelect } from "./units";
import type { WindowEditorProps } from "./window-editor";

/** Later than another moment, by so much at most: within 7 days after the account was opened. */
export function AfterWindow({ window, path, entity, onChange }: WindowEditorProps<WindowKinds["after"]>) {
  return (
    <>
      <ValueSlot
        value={window.after}
        path={`${path}.after`}
        entity={entity}
        label="After which moment"
        accepts={moments}
        onChange={(after) => onChange({ ...window, after })}
      />
      <span className="text-sm">within</span>
      <WholeNumberInput
        label="How many"
        value={window.within}
        onChange={(within) => onChange({ ...window, within })}
      />
      <UnitSelect
        value={window.unit}
        many={window.within !== 1}
        onChange={(unit) => onChange({ ...window, unit })}
      />
    </>
  );
}
