import type { Literal, Test } from "@/lib/core/segment/types";
import { readNumber } from "../inputs/read-number";
import { ValuesInput } from "../inputs/values-input";
import type { TestEditorProps } from "./test-editor";

export function InTest({
  test,
  type,
  column,
  label,
  kind,
  values,
  onChange,
}: TestEditorProps & { kind: "in" | "not_in"; values: readonly Literal[] }) {
  return (
    <ValuesInput
      label={label}
      column={column}
      values={values}
      read={(typed) => (type.kind === "text" ? typed : readNumber(typed, type))}
      onChange={(next) => onChange({ ...test, [kind]: next } as Test)}
    />
  );
}
