import { Field, Input, Select, Textarea } from "@/components/ui/field";
import type { Problem } from "@/lib/core/errors";
import type { CatalogEntityView } from "@/lib/core/views/catalog";
import type { TraitForm } from "./trait-form";

const TYPES = ["text", "integer", "decimal(18,2)", "double", "boolean", "date", "timestamp", "timestamptz"];

/** The data team's SELECT, and which of its columns are the key and the value. */
export function SqlFields({
  form,
  entity,
  entities,
  problems,
  onChange,
}: {
  form: TraitForm;
  entity: CatalogEntityView;
  entities: readonly CatalogEntityView[];
  problems: readonly Problem[];
  onChange: (change: Partial<TraitForm>) => void;
}) {
  const problemAt = (place: string) => problems.find(({ path }) => path.startsWith(place))?.message;
  const types = TYPES.includes(form.type) ? TYPES : [form.type, ...TYPES];
  return (
    <div className="flex flex-col gap-4">
      <Field
        label="SQL"
        help={`One SELECT with one row for each of ${entity.label}. Tables: ${entities.map(({ name }) => name).join(", ")}.`}
        problem={problemAt("sql")}
      >
        {(aria) => (
          <Textarea
            {...aria}
            rows={9}
            spellCheck={false}
            className="font-mono text-xs"
            value={form.sql}
            onChange={(event) => onChange({ sql: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label="Key column" help={`As ${entity.key.join(", ")}`} problem={problemAt("key")}>
          {(aria) => (
            <Input
              {...aria}
              value={form.key}
              placeholder={entity.key.join(", ")}
              onChange={(event) => onChange({ key: event.target.value })}
            />
          )}
        </Field>
        <Field label="Value column" problem={problemAt("column")}>
          {(aria) => (
            <Input
              {...aria}
              value={form.column}
              onChange={(event) => onChange({ column: event.target.value })}
            />
          )}
        </Field>
        <Field label="Type of the value" problem={problemAt("type")}>
          {(aria) => (
            <Select
              {...aria}
              value={form.type}
              options={types.map((value) => ({ value, label: value }))}
              onChange={(event) => onChange({ type: event.target.value })}
            />
          )}
        </Field>
      </div>
    </div>
  );
}
