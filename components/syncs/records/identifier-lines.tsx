import { Input, Select } from "@/components/ui/field";
import type { KeyRow } from "@/lib/core/record/types";
import { LineProblems, type LineProps, labelOf, OutcomeCell } from "./line";
import { TransformEditor } from "./transform-editor";

/** What records are found by. */
export function KeyLine(props: LineProps) {
  const { object, columns, mapping, onChange } = props;
  const { key } = mapping;
  return (
    <tr className="hairline align-top">
      <th scope="row" className="py-1.5 pr-3 font-medium">
        {object.freeFields ? (
          <Input
            aria-label="Field records are found by"
            value={key.field}
            onChange={({ target }) => onChange({ ...mapping, key: { ...key, field: target.value } })}
          />
        ) : (
          <Select
            aria-label="Field records are found by"
            value={key.field}
            options={object.keys.map((id) => ({ value: id, label: labelOf(object, id) }))}
            onChange={({ target }) =>
              onChange({
                ...mapping,
                key: { ...key, field: target.value },
                also: mapping.also?.filter(({ field }) => field !== target.value),
                fields: mapping.fields.filter(({ field }) => field !== target.value),
              })
            }
          />
        )}
        <span className="block pt-1 text-xs font-normal text-ink-3">records are found by it</span>
      </th>
      <td className="py-1.5 pr-3">
        <TransformEditor
          label="the key"
          columns={columns}
          value={key.from}
          onChange={(from) => onChange({ ...mapping, key: { ...key, from } })}
        />
        <LineProblems {...props} path="record.key" />
      </td>
      <td className="py-2.5 pr-3 text-ink-3">as the key</td>
      <OutcomeCell {...props} field={key.field} path="record.key" />
    </tr>
  );
}

/** A further identifier: written along, so that others find the record by it too. */
export function AlsoLine({ at, ...props }: LineProps & { at: number }) {
  const { object, columns, mapping, onChange } = props;
  const also = mapping.also ?? [];
  const { field, from } = also[at]!;
  const label = labelOf(object, field);
  // A mapping without any says nothing of them, so that leaving the last one out makes it what it was.
  const set = (rows: readonly KeyRow[]) => onChange({ ...mapping, also: rows.length > 0 ? rows : undefined });
  return (
    <tr className="hairline align-top">
      <th scope="row" className="py-2.5 pr-3 font-medium">
        {label}
        <span className="block text-xs font-normal text-ink-3">another identifier</span>
      </th>
      <td className="py-1.5 pr-3">
        <TransformEditor
          label={label}
          columns={columns}
          value={from}
          onChange={(next) => set(also.map((row, i) => (i === at ? { field, from: next } : row)))}
        />
        <LineProblems {...props} path={`record.also[${at}]`} />
      </td>
      <td className="py-2.5 pr-3 text-ink-3">always, never emptied</td>
      <OutcomeCell
        {...props}
        field={field}
        path={`record.also[${at}]`}
        onRemove={() => set(also.filter((_, i) => i !== at))}
      />
    </tr>
  );
}
