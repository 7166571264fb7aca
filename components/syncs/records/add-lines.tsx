import { Input, Select } from "@/components/ui/field";
import type { RecordField } from "@/lib/core/ports/destination";
import { mappedRows } from "@/lib/core/record/types";
import { rowFor } from "./default-record";
import type { LineProps } from "./line";

/** As many as the service takes. */
const MOST_IDENTIFIERS = 10;

/** One more field, or one more identifier, of those that are left. */
export function AddLines({ object, columns, mapping, onChange }: LineProps) {
  const used = new Set(mappedRows(mapping).map(({ field }) => field));
  const columnFor = (field: string) =>
    (columns.find(({ value }) => value === field) ?? columns[0])?.value ?? "";
  const also = mapping.also ?? [];
  const addField = (field: string) =>
    onChange({ ...mapping, fields: [...mapping.fields, rowFor(field, columnFor(field))] });
  const addIdentifier = (field: string) =>
    onChange({ ...mapping, also: [...also, { field, from: { column: columnFor(field) } }] });
  const mayAddIdentifier = also.length < MOST_IDENTIFIERS;
  if (object.freeFields) {
    return (
      <div className="mt-3 flex flex-wrap gap-3">
        <NameLine label="field" used={used} onAdd={addField} />
        {mayAddIdentifier && <NameLine label="identifier" used={used} onAdd={addIdentifier} />}
      </div>
    );
  }
  const left = object.fields.filter(({ id }) => !used.has(id));
  const identifiers = left.filter(({ id, unique, tags }) => {
    // An id that the platform gives is found by, and cannot be written.
    if (tags.includes("external_id") && object.keys.includes(id)) return false;
    return unique || object.keys.includes(id) || tags.length > 0;
  });
  return (
    <div className="mt-3 flex flex-wrap gap-3">
      <ChooseLine label="field" fields={left} onAdd={addField} />
      {mayAddIdentifier && identifiers.length > 0 && (
        <ChooseLine label="identifier" fields={identifiers} onAdd={addIdentifier} />
      )}
    </div>
  );
}

type Adding = { label: "field" | "identifier"; onAdd: (field: string) => void };
const ARTICLES = { field: "Add a field", identifier: "Add an identifier" };
const OTHERS = { field: "Another field", identifier: "Another identifier" };

function ChooseLine({ label, fields, onAdd }: Adding & { fields: readonly RecordField[] }) {
  return (
    <Select
      aria-label={ARTICLES[label]}
      className="max-w-xs"
      value=""
      options={[
        { value: "", label: `${ARTICLES[label]}…` },
        ...fields.map((field) => ({
          value: field.id,
          label: field.required ? `${field.label} (required)` : field.label,
        })),
      ]}
      onChange={({ target }) => target.value !== "" && onAdd(target.value)}
    />
  );
}

function NameLine({ label, used, onAdd }: Adding & { used: ReadonlySet<string> }) {
  return (
    <Input
      className="max-w-xs"
      aria-label={`Name of another ${label}`}
      placeholder={`${OTHERS[label]}, then Enter`}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        const name = event.currentTarget.value.trim();
        if (name !== "" && !used.has(name)) onAdd(name);
        event.currentTarget.value = "";
      }}
    />
  );
}
