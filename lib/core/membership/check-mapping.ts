import { resolveColumn } from "@/lib/core/catalog/resolve";
import type { Catalog } from "@/lib/core/catalog/types";
import { mappableFields } from "@/lib/core/destination/capability";
import type { Problem } from "@/lib/core/errors";
import type { SetDefinition } from "@/lib/core/ports/destination";
import { filledFamilies } from "./families";
import type { Mapping } from "./types";

/**
 * What is wrong with a mapping: fields the destination does not have, columns the member does not have, identifiers that no
 * object takes together.
 */
export function checkMapping(
  mapping: Mapping,
  definition: SetDefinition,
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
    ...apart(mapping, definition),
  ];
}

function apart(mapping: Mapping, { identifiers, label }: SetDefinition): Problem[] {
  const families = [...filledFamilies(identifiers, new Set(Object.keys(mapping.fields))).values()];
  const [first, second] = families;
  if (!first?.[0] || !second?.[0]) return [];
  const [one, other] = [first[0].label, second[0].label];
  return [
    {
      code: "IDENTIFIERS_APART",
      path: `mapping.fields.${second[0].required[0]}`,
      message: `${label} takes no ${other} where it takes ${one}.`,
      fix: `Leave out one of the two, or send them with a sync of their own.`,
    },
  ];
}

function unknownField(field: string, definition: SetDefinition): Problem {
  return {
    code: "UNKNOWN_FIELD",
    path: `mapping.fields.${field}`,
    message: `\`${field}\` is not a field of ${definition.label}.`,
    fix: `Use one of ${mappableFields(definition)
      .map(({ id }) => id)
      .join(", ")}.`,
  };
}
