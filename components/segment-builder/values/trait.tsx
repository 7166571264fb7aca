import type { TraitValue } from "@/lib/core/segment/types";
import { anyKind } from "./accepts";
import type { ValueEditorProps } from "./value-editor";
import { ValueSlot } from "./value-slot";

/** A trait by its label, exchangeable; what it means is changed in the catalog. */
export function TraitEditor(props: ValueEditorProps<TraitValue>) {
  return <ValueSlot {...props} label="About" accepts={anyKind} />;
}
