import type { ColumnValue } from "@/lib/core/segment/types";
import { anyKind } from "./accepts";
import type { ValueEditorProps } from "./value-editor";
import { ValueSlot } from "./value-slot";

/** A column by its label; chosen anew, the test starts over where it would mean something else. */
export function ColumnEditor(props: ValueEditorProps<ColumnValue>) {
  return <ValueSlot {...props} label="About" accepts={anyKind} />;
}
