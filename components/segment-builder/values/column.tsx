import type { ColumnValue } from "@/lib/core/segment/types";
import { useBuilder } from "../builder-context";
import { fieldLabel } from "../fields";
import type { ValueEditorProps } from "./value-editor";

/** A column by its label. Another column is another condition: its test would mean something else. */
export function ColumnEditor({ value, entity }: ValueEditorProps<ColumnValue>) {
  const { catalog } = useBuilder();
  return <span className="text-sm font-medium">{fieldLabel(catalog, entity, value.column)}</span>;
}
