import type { Operand } from "@/lib/core/segment/types";
import { OperandInput } from "./operand";
import type { TestEditorProps } from "./test-editor";

/** Both ends are in. */
export function BetweenTest({
  type,
  label,
  ends: [low, high],
  onChange,
}: TestEditorProps & { ends: readonly [Operand, Operand] }) {
  return (
    <>
      <OperandInput
        label={`${label}, from`}
        type={type}
        operand={low}
        onChange={(value) => onChange({ between: [value, high] })}
      />
      <span className="text-sm">and</span>
      <OperandInput
        label={`${label}, to`}
        type={type}
        operand={high}
        onChange={(value) => onChange({ between: [low, value] })}
      />
    </>
  );
}
