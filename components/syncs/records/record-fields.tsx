"use client";

import { X } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { Input, Select, type SelectOption } from "@/components/ui/field";
import type { RecordFieldType, RecordObject, WriteRule } from "@/lib/core/ports/destination";
import type { FieldRow, RecordMapping, Transform } from "@/lib/core/record/types";
import type { RecordPreviewView } from "@/lib/core/views/record";
import { DecisionWords } from "../decision-words";
import { ruleLabel } from "../status-words";
import { rowFor } from "./default-record";
import { TransformEditor } from "./transform-editor";

type Props = {
  object: RecordObject;
  rules: readonly WriteRule[];
  columns: readonly SelectOption[];
  mapping: RecordMapping;
  preview: RecordPreviewView | undefined;
  onChange: (mapping: RecordMapping) => void;
};

/** What records are found by, and line by line what is written to them, with what the policy says and what is wrong. */
export function RecordFields(props: Props) {
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
                  </td>
                  <td className="py-1.5 pr-3">
                    <Written label={label} rules={rules} row={row} onChange={(next) => setRow(at, next)} />
                  </td>
                  <td className="min-w-44 py-2">
                    <div className="flex items-start gap-2">
                      <Outcome {...props} field={row.field} path={`record.fields[${at}]`} />
                      <IconButton
                        label={`Leave out ${label}`}
                        className="ml-auto size-7 flex-none"
                        onClick={() =>
                          onChange({ ...mapping, fields: mapping.fields.filter((_, i) => i !== at) })
                        }
                      >
                        <X aria-hidden />
                      </IconButton>
                    </div>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <AddField {...props} />
    </>
  );
}

function KeyLine(props: Props) {
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
      </td>
      <td className="py-2.5 pr-3 text-ink-3">as the key</td>
      <td className="min-w-44 py-2">
        <Outcome {...props} field={key.field} path="record.key" />
      </td>
    </tr>
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

/** What is wrong with a line, else what the policy says of it. */
function Outcome({ preview, field, path }: Pick<Props, "preview"> & { field: string; path: string }) {
  const wrong = preview?.problems.filter((problem) => problem.path.startsWith(path)) ?? [];
  if (wrong.length > 0) {
    return (
      <ul className="text-sm text-bad">
        {wrong.map(({ code, message, fix }) => (
          <li key={code}>
            {message} <span className="block text-xs text-ink-2">{fix}</span>
          </li>
        ))}
      </ul>
    );
  }
  const decision = preview?.decisions.find((one) => one.field === field);
  return decision ? <DecisionWords decision={decision} /> : null;
}

function AddField({ object, columns, mapping, onChange }: Props) {
  const used = new Set([mapping.key.field, ...mapping.fields.map(({ field }) => field)]);
  const add = (field: string) =>
    onChange({ ...mapping, fields: [...mapping.fields, rowFor(field, columns[0]?.value ?? "")] });
  if (object.freeFields) {
    return (
      <form
        className="mt-3 flex max-w-xs gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          const name = String(new FormData(event.currentTarget).get("field") ?? "").trim();
          if (name !== "" && !used.has(name)) add(name);
          event.currentTarget.reset();
        }}
      >
        <Input name="field" aria-label="Name of another field" placeholder="Another field, then Enter" />
      </form>
    );
  }
  const left = object.fields.filter(({ id }) => !used.has(id));
  return (
    <Select
      aria-label="Add a field"
      className="mt-3 max-w-xs"
      value=""
      options={[
        { value: "", label: "Add a field…" },
        ...left.map(({ id, label, required }) => ({
          value: id,
          label: required ? `${label} (required)` : label,
        })),
      ]}
      onChange={({ target }) => target.value !== "" && add(target.value)}
    />
  );
}

const labelOf = (object: RecordObject, field: string) =>
  object.fields.find(({ id }) => id === field)?.label ?? field;
const typeOf = (object: RecordObject, field: string): RecordFieldType | undefined =>
  object.fields.find(({ id }) => id === field)?.type;

/** What is typed for everyone is text until it can be read as the field's type. */
function typed(transform: Transform, type: RecordFieldType | undefined): Transform {
  if (!("constant" in transform)) return transform;
  const text = String(transform.constant);
  if (type === "number" && /^-?\d+(\.\d+)?$/.test(text)) return { constant: Number(text) };
  if (type === "boolean" && /^(true|false)$/.test(text)) return { constant: text === "true" };
  return transform;
}
