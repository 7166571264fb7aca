import { endOf, relatedLabel } from "@/lib/core/catalog/fields";
import type { MeasureValue } from "@/lib/core/segment/types";
import { useBuilder } from "../builder-context";
import { InlineSelect } from "../inputs/inline-select";
import {
  canMeasure,
  keyOf,
  measured,
  measureLabel,
  measureOf,
  measuresFor,
  measuresTimes,
  withMeasure,
  withMeasured,
} from "../measures";
import { InsideOf } from "../outer";
import type { ValueEditorProps } from "./value-editor";
import { ValueSlot } from "./value-slot";

/** Number, sum, average, lowest, highest, first or last over the rows that belong to a row. */
export function MeasureEditor({ value, path, entity, onChange }: ValueEditorProps<MeasureValue>) {
  const { catalog } = useBuilder();
  const end = endOf(catalog, entity, value.of);
  const measure = measureOf(value);
  const inner = measured(value);
  const ofTimes = measuresTimes(catalog, end, value);
  return (
    <>
      <InlineSelect
        label="Measure"
        value={measure}
        options={measuresFor(catalog, end, measure).map((one) => ({
          value: one,
          label: measureLabel(one, ofTimes),
        }))}
        onChange={(next) => onChange(withMeasure(catalog, end, value, next))}
      />
      {inner !== null && (
        <>
          <InsideOf entity={entity}>
            <ValueSlot
              value={inner}
              path={`${path}.${keyOf(measure)}`}
              entity={end}
              label="Of what"
              accepts={(kind) => canMeasure(measure, kind)}
              onChange={(next) => onChange(withMeasured(value, next))}
            />
          </InsideOf>
          <span className="text-sm">in</span>
        </>
      )}
      <span className="text-sm font-medium">{relatedLabel(catalog, entity, value.of)}</span>
    </>
  );
}
