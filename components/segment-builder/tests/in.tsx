import type { ColumnKind } from "@/lib/core/catalog/types";
import type { Literal, Test } from "@/lib/core/segment/types";
import { notNumbers, readNumber } from "../inputs/read-number";
import { ValuesInput } from "../inputs/values-input";
import { CaseSwitch } from "./case-switch";
import { NamedValues } from "./named";
import type { TestEditorProps } from "./test-editor";

const NUMBERS: readonly ColumnKind[] = ["integer", "decimal", "double"];

export function InTest(props: TestEditorProps & { kind: "in" | "not_in"; values: readonly Literal[] }) {
  const { test, type, column, names, label, kind, values, onChange } = props;
  const change = (next: Literal[]) => onChange({ ...test, [kind]: next } as Test);
  if (names) return <NamedValues label={label} names={names} values={values} onChange={change} />;
  return (
    <div className="flex min-w-0 flex-1 basis-56 items-start gap-1">
      <ValuesInput
        label={label}
        column={column}
        values={values}
        wrong={NUMBERS.includes(type.kind) ? notNumbers(values) : []}
        foldsCase={test.ignore_case ?? false}
        read={(typed) => (type.kind === "text" ? typed : readNumber(typed, type))}
        onChange={change}
      />
      <CaseSwitch {...props} />
    </div>
  );
}
