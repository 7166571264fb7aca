import type { ColumnKind } from "@/lib/core/catalog/types";
import type { Literal, Test } from "@/lib/core/segment/types";
import { notNumbers, readNumber } from "../inputs/read-number";
import { ValuesInput } from "../inputs/values-input";
import { CaseSwitch } from "./case-switch";
import type { TestEditorProps } from "./test-editor";

const NUMBERS: readonly ColumnKind[] = ["integer", "decimal", "double"];

export function InTest(props: TestEditorProps & { kind: "in" | "not_in"; values: readonly Literal[] }) {
  const { test, type, column, label, kind, values, onChange } = props;
  return (
    <>
      <ValuesInput
        label={label}
        column={column}
        values={values}
        wrong={NUMBERS.includes(type.kind) ? notNumbers(values) : []}
        foldsCase={test.ignore_case ?? false}
        read={(typed) => (type.kind === "text" ? typed : readNumber(typed, type))}
        onChange={(next) => onChange({ ...test, [kind]: next } as Test)}
      />
      <CaseSwitch {...props} />
    </>
  );
}
