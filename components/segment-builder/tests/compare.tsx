import type { Operand, Test } from "@/lib/core/segment/types";
import { operatorOf } from "../operators";
import { OperandInput } from "./operand";
import type { TestEditorProps } from "./test-editor";

/** Equal, more, less: one operand. */
export function CompareTest({ test, type, label, onChange }: TestEditorProps) {
  const key = operatorOf(test);
  const { [key]: operand, ...options } = test as Record<string, unknown>;
  return (
    <OperandInput
      label={label}
      type={type}
      operand={operand as Operand}
      onChange={(value) => onChange({ [key]: value, ...options } as Test)}
    />
  );
}
