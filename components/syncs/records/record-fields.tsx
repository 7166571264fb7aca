"use client";

import { Input, Select } from "@/components/ui/field";
import type { RecordFieldType, WriteRule } from "@/lib/core/ports/destination";
import type { FieldRow, Transform } from "@/lib/core/record/types";
import { ruleLabel } from "../status-words";
import { AddLines } from "./add-lines";
import { AlsoLine, KeyLine } from "./identifier-lines";
import { LineProblems, type LineProps, labelOf, OutcomeCell, typeOf } from "./line";
import { TransformEditor } from "./transform-editor";

/** What records are found by, and line by line what is written to them, with what the policy says and what is wrong. */
export function RecordFields(props: LineProps) {
  const { object, rules, columns, mapping, onChange } = props;
  const setRow = (at: number, row: FieldRow) =>
    onChange({ ...mapping, fields: mapping.fields.map((one, i) => (i === at ? row : one)) });
  return (
    <>
      <div className="relative overflow-x-auto">
        <table className="w-full min-w-2xl text-left text-sm" aria-label="Fields to write">
          <thead>
            <tr className="hairline text-xs text-ink-3">
              <th scope="col" className="w-1/5 py-1.5 pr-3 font-medium">
                Field of {object.name}
              </th>
              <th scope="col" className="w-2/5 py-1.5 pr-3 font-medium">
                Value
              </th>
              <th scope="col" className="w-44 py-1.5 pr-3 font-medium">
                Written
              </th>
              <th scope="col" className="py-1.5 font-medium">
                What leaves
              </th>
            </tr>
          </thead>
          <tbody>
            <KeyLine {...props} />
            {(mapping.also ?? []).map(({ field }, at) => (
              <AlsoLine key={field} {...props} at={at} />
            ))}
            {mapping.fields.map((row, at) => {
              const label = labelOf(object, row.field);
              return (
                <tr key={row.field} className="hairline align-top">
                  <th scope="row" className="py-2.5 pr-3 font-medium">
                    {label}
                    <span className="block text-xs font-normal text-ink-3">{typeOf(object, row.field)}</span>
                  </th>
                  <td className="py-1.5 pr-3">
                    <TransformEditor
                      label={label}
                      columns={columns}
                      value={row.from}
                      onChange={(from) =>
                        setRow(at, { ...row, from: typed(from, typeOf(object, row.field)) })
                      }
                    />
                    <LineProblems {...props} path={`record.fields[${at}]`} />
                  </td>
                  <td className="py-1.5 pr-3">
                    <Written label={label} rules={rules} row={row} onChange={(next) => setRow(at, next)} />
                  </td>
                  <OutcomeCell
                    {...props}
                    field={row.field}
                    path={`record.fields[${at}]`}
                    onRemove={() =>
                      onChange({ ...mapping, fields: mapping.fields.filter((_, i) => i !== at) })
                    }
                  />
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <AddLines {...props} />
    </>
  );
}

function Written({
  label,
  rules,
  row,
  onChange,
}: {
  label: string;
  rules: readonly WriteRule[];
  row: FieldRow;
  onChange: (row: FieldRow) => void;
}) {
  return (
    <div className="flex flex-col gap-1.5">
      <Select
        aria-label={`When ${label} is written`}
        value={row.when}
        options={rules.map((rule) => ({ value: rule, label: ruleLabel(rule) }))}
        onChange={({ target }) =>
          onChange({ ...row, when: rules.find((rule) => rule === target.value) ?? "always" })
        }
      />
      <Select
        aria-label={`What an unknown value does to ${label}`}
        value={row.nulls}
        options={[
          { value: "skip", label: "keep if unknown" },
          { value: "clear", label: "empty if unknown" },
        ]}
        onChange={({ target }) => onChange({ ...row, nulls: target.value === "clear" ? "clear" : "skip" })}
      />
      {row.when === "only_forward" && (
        <Input
          aria-label={`Values of ${label} in their order`}
          placeholder="first, second, … (else the platform's order)"
          defaultValue={row.order?.join(", ") ?? ""}
          onBlur={({ target }) => onChange(withOrder(row, target.value))}
        />
      )}
    </div>
  );
}

function withOrder({ order: _, ...row }: FieldRow, text: string): FieldRow {
  const order = text.split(",").flatMap((one) => one.trim() || []);
  return order.length > 0 ? { ...row, order } : row;
}

/** What is typed for everyone is text until it can be read as the field's type. */
function typed(transform: Transform, type: RecordFieldType | undefined): Transform {
  if (!("constant" in transform)) return transform;
  const text = String(transform.constant);
  if (type === "number" && /^-?\d+(\.\d+)?$/.test(text)) return { constant: Number(text) };
  if (type === "boolean" && /^(true|false)$/.test(text)) return { constant: text === "true" };
  return transform;
}
