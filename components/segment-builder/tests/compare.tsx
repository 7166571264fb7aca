import { testKind } from "@/lib/core/segment/kinds";
import type { Operand, Test } from "@/lib/core/segment/types";
import { CaseSwitch } from "./case-switch";
import { OperandInput } from "./operand";
import type { TestEditorProps } from "./test-editor";

/** Equal, more, less, contains: one operand. */
export function CompareTest(props: TestEditorProps) {
  const { test, path, onChange, ...rest } = props;
  const key = testKind(test);
  const { [key]: operand, ...options } = test as Record<string, unknown>;
  return (
    <>
      <OperandInput
        {...rest}
        path={`${path}.${key}`}
        operand={operand as Operand}
        onChange={(value) => onChange({ [key]: value, ...options } as Test)}
      />
      <CaseSwitch {...props} />
    </>
  );
}
