import { resolveColumn } from "@/lib/core/catalog/resolve";
import type { Catalog } from "@/lib/core/catalog/types";
import { mappableFields } from "@/lib/core/destination/capability";
import type { Problem } from "@/lib/core/errors";
import type { MappedDefinition } from "@/lib/core/policy/decide";
import type { Mapping } from "./types";

/** What is wrong with a mapping: fields the destination does not have, columns the member does not have. */
export function checkMapping(
  mapping: Mapping,
  definition: MappedDefinition,
  catalog: Catalog,
  entity: string,
): Problem[] {
  const known = new Set(mappableFields(definition).map(({ id }) => id));
  const columns = Object.entries(mapping.fields).map(([field, { column }]) => [`fields.${field}`, column]);
  if (mapping.country) columns.push(["country", mapping.country.column]);
  return [
    ...Object.keys(mapping.fields)
      .filter((field) => !known.has(field))
      .map((field) => unknownField(field, definition)),
    ...columns.flatMap(([path = "", column = ""]) => {
      const found = resolveColumn(catalog, entity, column);
      return "problem" in found ? [{ ...found.problem, path: `mapping.${path}.column` }] : [];
    }),
  ];
}

function unknownField(field: string, definition: MappedDefinition): Problem {
  return {
    code: "UNKNOWN_FIELD",
    path: `mapping.fields.${field}`,
    message: `\`${field}\` is not a field of ${definition.label}.`,
    fix: `Use one of ${mappableFields(definition)
      .map(({ id }) => id)
      .join(", ")}.`,
  };
}
