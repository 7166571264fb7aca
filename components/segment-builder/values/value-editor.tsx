import { foldValue } from "@/lib/core/segment/kinds";
import type { MeasureValue, Value } from "@/lib/core/segment/types";
import { ColumnEditor } from "./column";
import { DifferenceEditor } from "./difference";
import { MeasureEditor } from "./measure";
import { OuterEditor } from "./outer";
import { PartEditor } from "./part";
import { SinceEditor } from "./since";
import { TraitEditor } from "./trait";
import { TruncEditor } from "./trunc";

export type ValueEditorProps<V extends Value = Value> = {
  value: V;
  path: string;
  entity: string;
  /** What it is called here, where not by its label. */
  name?: string;
  onChange: (value: Value) => void;
};

/** What a condition is about. */
export function ValueEditor(props: ValueEditorProps) {
  const measure = (node: MeasureValue) => <MeasureEditor {...props} value={node} />;
  return foldValue(props.value, {
    column: (node) => <ColumnEditor {...props} value={node} />,
    since: (node) => <SinceEditor {...props} value={node} />,
    count: measure,
    count_distinct: measure,
    sum: measure,
    avg: measure,
    min: measure,
    max: measure,
    first: measure,
    last: measure,
    trait: (node) => <TraitEditor {...props} value={node} />,
    part: (node) => <PartEditor {...props} value={node} />,
    trunc: (node) => <TruncEditor {...props} value={node} />,
    outer: (node) => <OuterEditor {...props} value={node} />,
    difference: (node) => <DifferenceEditor {...props} value={node} />,
  });
}
