import { Search as SearchIcon } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input, Select } from "@/components/ui/field";
import type { CatalogColumnView, CatalogEntityView, CatalogView } from "@/lib/core/views/catalog";

export type Search = { entity: string; column: string; value: string };

/** What identifies somebody; the service holds callers to the same. */
const IDENTIFYING = ["email", "phone", "external_id", "device_id"];

export function FindForm({
  catalog,
  isBusy,
  onFind,
}: {
  catalog: CatalogView;
  isBusy: boolean;
  onFind: (search: Search) => void;
}) {
  const entities = catalog.entities.filter(({ segmentable }) => segmentable);
  // The entity with the most that identifies: people, most likely.
  const likeliest = [...entities].sort((a, b) => columnsOf(b).length - columnsOf(a).length)[0];
  const [entityName, setEntityName] = useState(likeliest?.name ?? "");
  const entity = entities.find(({ name }) => name === entityName) ?? likeliest;
  const columns = entity ? columnsOf(entity) : [];
  const [columnName, setColumnName] = useState("");
  const column = columns.find(({ name }) => name === columnName) ?? columns[0];
  const [value, setValue] = useState("");
  if (!entity || !column) return null;
  return (
    <form
      noValidate
      autoComplete="off"
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim() !== "") onFind({ entity: entity.name, column: column.name, value });
      }}
    >
      <Field label="Among">
        {(aria) => (
          <Select
            {...aria}
            value={entity.name}
            options={entities.map(({ name, label }) => ({ value: name, label }))}
            onChange={({ target }) => setEntityName(target.value)}
          />
        )}
      </Field>
      <Field label="By">
        {(aria) => (
          <Select
            {...aria}
            value={column.name}
            options={columns.map(({ name, label }) => ({ value: name, label }))}
            onChange={({ target }) => setColumnName(target.value)}
          />
        )}
      </Field>
      <Field label={column.label} className="min-w-60 flex-1">
        {(aria) => (
          <Input
            {...aria}
            type="search"
            value={value}
            spellCheck={false}
            onChange={({ target }) => setValue(target.value)}
          />
        )}
      </Field>
      <Button type="submit" look="accent" busy={isBusy} disabled={value.trim() === ""}>
        <SearchIcon aria-hidden className="size-4" />
        Look up
      </Button>
    </form>
  );
}

function columnsOf({ key, columns }: CatalogEntityView): CatalogColumnView[] {
  const isKey = ({ name }: CatalogColumnView) => key.includes(name);
  return [...columns.filter(isKey), ...columns.filter((one) => !isKey(one) && isIdentifying(one))];
}

function isIdentifying({ pii, type }: CatalogColumnView): boolean {
  return IDENTIFYING.includes(pii ?? "") && (type === "text" || type === "integer");
}
