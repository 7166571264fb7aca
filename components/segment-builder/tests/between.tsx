import type { Operand } from "@/lib/core/segment/types";
import { OperandInput } from "./operand";
import type { TestEditorProps } from "./test-editor";

/** Both ends are in. */
export function BetweenTest({
  label,
  path,
  ends: [low, high],
  onChange,
  ...rest
}: TestEditorProps & { ends: readonly [Operand, Operand] }) {
  return (
    <>
      <OperandInput
        {...rest}
        label={`${label}, from`}
        path={`${path}.between[0]`}
        operand={low}
        onChange={(value) => onChange({ between: [value, high] })}
      />
      <span className="text-sm">and</span>
      <OperandInput
        {...rest}
        label={`${label}, to`}
        path={`${path}.between[1]`}
        operand={high}
        onChange={(value) => onChange({ between: [low, value] })}
      />
    </>
  );
}
