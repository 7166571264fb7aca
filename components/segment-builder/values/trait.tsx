import type { TraitValue } from "@/lib/core/segment/types";
import type { ValueEditorProps } from "./value-editor";

/** A trait by its name: what it means is changed in the catalog. */
export function TraitEditor({ value }: ValueEditorProps<TraitValue>) {
  return <span className="text-sm font-medium">{value.trait}</span>;
}
