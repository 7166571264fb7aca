import type { MeasureValue } from "@/lib/core/segment/types";
import { useBuilder } from "../builder-context";
import { endOf, relatedLabel } from "../fields";
import { InlineSelect } from "../inputs/inline-select";
import {
  columnsFor,
  MEASURE_LABELS,
  measured,
  measureOf,
  measuresFor,
  withMeasure,
  withMeasured,
} from "../measures";
import type { ValueEditorProps } from "./value-editor";
import { valueWords } from "./value-words";

/** Number, sum, average, lowest, highest, first or last over the rows that belong to a row. */
export function MeasureEditor({ value, entity, onChange }: ValueEditorProps<MeasureValue>) {
  const { catalog } = useBuilder();
  const end = endOf(catalog, entity, value.of);
  const measure = measureOf(value);
  const inner = measured(value);
  const columns = columnsFor(catalog, end, measure);
  return (
    <>
      <InlineSelect
        label="Measure"
        value={measure}
        options={measuresFor(catalog, end, measure).map((one) => ({
          value: one,
          label: MEASURE_LABELS[one],
        }))}
        onChange={(next) => onChange(withMeasure(catalog, end, value, next))}
      />
      {inner !== null && (
        <>
          {"column" in inner ? (
            <InlineSelect
              label="Of which column"
              value={inner.column}
              options={columns.map((field) => ({
                value: field.path,
                label: field.through ? `${field.through} › ${field.label}` : field.label,
              }))}
              onChange={(column) => onChange(withMeasured(value, column))}
            />
          ) : (
            <span className="text-sm">{valueWords(inner)}</span>
          )}
          <span className="text-sm">in</span>
        </>
      )}
      <span className="text-sm font-medium">{relatedLabel(catalog, entity, value.of)}</span>
    </>
  );
}
