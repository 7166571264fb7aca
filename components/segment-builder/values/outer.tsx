import type { OuterValue } from "@/lib/core/segment/types";
import { useBuilder } from "../builder-context";
import { InsteadOf, useOuter } from "../outer";
import { anyKind } from "./accepts";
import type { ValueEditorProps } from "./value-editor";
import { ValueSlot } from "./value-slot";

/** A value of the row outside the relation: of the customer, inside their orders. */
export function OuterEditor({ value, path, onChange }: ValueEditorProps<OuterValue>) {
  const { catalog } = useBuilder();
  const outer = useOuter();
  const entity = outer.at(-1);
  if (entity === undefined) return <span className="text-sm text-bad">there is no row outside here</span>;
  return (
    <>
      <span className="text-sm">the {catalog.entities[entity]?.singular ?? entity}’s</span>
      <InsteadOf outer={outer.slice(0, -1)}>
        <ValueSlot
          value={value.outer}
          path={`${path}.outer`}
          entity={entity}
          label="Value of the row outside"
          accepts={anyKind}
          onChange={(next) => onChange({ outer: next })}
        />
      </InsteadOf>
    </>
  );
}
