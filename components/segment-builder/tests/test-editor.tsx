import type { ResolvedColumn } from "@/lib/core/catalog/resolve";
import type { ColumnType, PiiTag } from "@/lib/core/catalog/types";
import { foldTest } from "@/lib/core/segment/kinds";
import type { PartNames } from "@/lib/core/segment/part-names";
import type { Test } from "@/lib/core/segment/types";
import { InlineSelect } from "../inputs/inline-select";
import { operatorOf, operatorsFor, withOperator } from "../operators";
import { AnniversaryTest } from "./anniversary";
import { BetweenTest } from "./between";
import { CompareTest } from "./compare";
import { DuringTest } from "./during";
import { InTest } from "./in";
import { LockMark } from "./lock-mark";

export type TestEditorProps = {
  test: Test;
  type: ColumnType;
  /** What the value tells of a person; null where it tells nothing. */
  pii: PiiTag | null;
  /** What its numbers stand for, as 6 for Saturday. */
  names?: PartNames | undefined;
  /** What it is called, where it is a date of birth. */
  birthDate: string | null;
  /** Where type-ahead finds values; null for measures. */
  column: ResolvedColumn | null;
  label: string;
  /** Where the test stands, and on which row other values in it are read. */
  path: string;
  entity: string;
  onChange: (test: Test) => void;
};

/** What is asked of a value: the operator, and what it compares with. */
export function TestEditor(props: TestEditorProps) {
  const { test, type, pii, names, birthDate, onChange } = props;
  const named = names !== undefined;
  const operator = operatorOf(test, type.kind, named);
  const compare = () => (operator === "yes" || operator === "no" ? null : <CompareTest {...props} />);
  return (
    <>
      <InlineSelect
        label="Comparison"
        value={operator}
        options={operatorsFor(type.kind, { pii, current: operator, named, birthDate })}
        onChange={(next) => onChange(withOperator(test, next))}
      />
      {foldTest(test, {
        eq: compare,
        not_eq: compare,
        gt: compare,
        gte: compare,
        lt: compare,
        lte: compare,
        in: (node) => <InTest {...props} kind="in" values={node.in} />,
        not_in: (node) => <InTest {...props} kind="not_in" values={node.not_in} />,
        between: (node) => <BetweenTest {...props} ends={node.between} />,
        contains: compare,
        not_contains: compare,
        starts_with: compare,
        ends_with: compare,
        known: () => null,
        during: (node) => <DuringTest {...props} window={node.during} />,
        anniversary: (node) => <AnniversaryTest {...props} window={node.anniversary} />,
      })}
      <LockMark pii={pii} kind={type.kind} />
    </>
  );
}
