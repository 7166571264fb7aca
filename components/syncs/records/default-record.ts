import { type Field, fieldsOf } from "@/lib/core/catalog/fields";
import type { Catalog } from "@/lib/core/catalog/types";
import type { RecordField, RecordObject } from "@/lib/core/ports/destination";
import type { FieldRow, RecordMapping } from "@/lib/core/record/types";

/** Found by the first key that has a column; every other field with the column of the same tag or name. */
export function defaultRecord(object: RecordObject, catalog: Catalog, entity: string): RecordMapping {
  const columns = fieldsOf(catalog, entity);
  const key = object.keys
    .map((id) => ({
      id,
      column: columnFor(
        object.fields.find((one) => one.id === id),
        columns,
      ),
    }))
    .find(({ column }) => column !== undefined);
  const field = key?.id ?? object.keys[0] ?? "id";
  const from = { column: key?.column ?? catalog.entities[entity]?.key[0] ?? columns[0]?.path ?? "" };
  const others = object.fields.filter(({ id }) => id !== field && !object.keys.includes(id));
  return {
    key: { field, from },
    fields: others.flatMap((one) => {
      const column = columnFor(one, columns);
      return column === undefined ? [] : [rowFor(one.id, column)];
    }),
  };
}

export const rowFor = (field: string, column: string): FieldRow => ({
  ...{ field, from: { column } },
  ...{ when: "always", nulls: "skip" },
});

function columnFor(field: RecordField | undefined, columns: readonly Field[]): string | undefined {
  if (!field) return undefined;
  const sameName = (path: string) => path.toLowerCase().replaceAll("_", "") === field.id.replaceAll("_", "");
  const match =
    columns.find(({ column }) => column.pii !== null && field.tags.includes(column.pii)) ??
    columns.find(({ path }) => sameName(path));
  return match?.path;
}
