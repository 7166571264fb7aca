import { foldValue } from "@/lib/core/segment/kinds";
import type { MeasureValue, Value } from "@/lib/core/segment/types";
import { ColumnEditor } from "./column";
import { MeasureEditor } from "./measure";
import { SinceEditor } from "./since";
import { ValueWords } from "./value-words";

export type ValueEditorProps<V extends Value = Value> = {
  value: V;
  path: string;
  entity: string;
  onChange: (value: Value) => void;
};

/** What a condition is about. Kinds that files can say and this editor cannot are shown in words. */
export function ValueEditor(props: ValueEditorProps) {
  const measure = (node: MeasureValue) => <MeasureEditor {...props} value={node} />;
  const words = () => <ValueWords value={props.value} />;
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
    trait: words,
    part: words,
    trunc: words,
    outer: words,
    difference: words,
  });
}
