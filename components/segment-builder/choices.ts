import type { Catalog, ColumnKind } from "@/lib/core/catalog/types";
import type { Condition } from "@/lib/core/segment/types";
import {
  type Field,
  fieldsOf,
  isIdentifier,
  isMoment,
  isNumeric,
  leadsTo,
  namedTime,
  type Related,
  relatedOf,
  timeOf,
} from "./fields";
import { startingTest } from "./operators";

/** Something a new condition can be about. */
export type Choice = {
  id: string;
  group: string;
  label: string;
  /** Its type in one word, and whether it is personal. */
  hint: string;
  kind: ColumnKind | "related";
  pii: string | null;
  /** Words people also look for it by; shown nowhere. */
  also?: string;
  make: () => Condition;
};

const KIND_WORDS: Record<ColumnKind, string> = {
  text: "text",
  integer: "number",
  decimal: "amount",
  double: "number",
  boolean: "yes or no",
  date: "date",
  timestamp: "time",
};

/** Everything a condition on a row of the entity can start from, in the order people look for it. */
export function choicesFor(catalog: Catalog, entityName: string): Choice[] {
  const entity = catalog.entities[entityName];
  if (!entity) return [];
  const fields = fieldsOf(catalog, entityName);
  return [
    ...fields.map((field) => columnChoice(field, entity.label)),
    ...fields.filter((field) => isMoment(field.column)).map((field) => sinceChoice(field, entity.label)),
    ...relatedOf(catalog, entityName).flatMap((related) => relatedChoices(catalog, entityName, related)),
  ];
}

function columnChoice(field: Field, entityLabel: string): Choice {
  return {
    id: `column ${field.path}`,
    group: field.through ?? entityLabel,
    label: field.label,
    hint: KIND_WORDS[field.column.type.kind],
    kind: field.column.type.kind,
    pii: field.column.pii,
    also: field.column.pii === "birth_date" ? "birthday" : undefined,
    make: () => ({
      value: { column: field.path },
      is: startingTest(field.column.type.kind, field.column.pii),
    }),
  };
}

function sinceChoice(field: Field, entityLabel: string): Choice {
  return {
    id: `since ${field.path}`,
    group: field.through ?? entityLabel,
    label: `Time since ${field.label}`,
    hint: "age",
    kind: "integer",
    pii: field.column.pii,
    also: "ago days years",
    make: () => ({ value: { since: { column: field.path }, in: "year" }, is: { gte: "" } }),
  };
}

/** What can be said of the rows that belong to a row; not what leads back to where one stands. */
function relatedChoices(catalog: Catalog, from: string, { path, label, entity }: Related): Choice[] {
  const base = { group: label, kind: "related" as const, pii: null };
  const columns = fieldsOf(catalog, entity.name).filter((field) => !leadsTo(entity, field, from));
  return [
    {
      ...base,
      id: `count ${path}`,
      label: `Number of ${label}`,
      hint: "number",
      also: "how many often times ordered bought purchased did has any ever",
      make: () => ({ value: { count: true, of: path }, is: { gte: 1 } }),
    },
    ...columns
      .filter((field) => isNumeric(field.column) && field.through === null)
      .filter((field) => !isIdentifier(catalog, entity, field.column))
      .map((field) => ({
        ...base,
        id: `sum ${path} ${field.path}`,
        label: `${field.label} in ${label}: sum, average, lowest, highest`,
        hint: KIND_WORDS[field.column.type.kind],
        also: field.column.type.kind === "decimal" ? "spent spend revenue value worth total" : "total",
        make: (): Condition => ({ value: { sum: { column: field.path }, of: path }, is: { gte: "" } }),
      })),
    ...(timeOf(catalog, entity.name) === null ? [] : columns)
      .filter((field) => !isIdentifier(catalog, entity, field.column))
      .map((field) => ({
        ...base,
        id: `last ${path} ${field.path}`,
        label: `${field.through ? `${field.through} › ` : ""}${field.label} in ${label}: first or last`,
        hint: KIND_WORDS[field.column.type.kind],
        pii: field.column.pii,
        also: "latest recent",
        make: (): Condition => ({
          value: { last: { column: field.path }, of: path, ...namedTime(catalog, entity.name) },
          is: startingTest(field.column.type.kind, field.column.pii),
        }),
      })),
    {
      ...base,
      id: `every ${path}`,
      label: `Every one of ${label} must…`,
      hint: "all of them",
      make: () => ({ every: path, must: { all: [] } }),
    },
  ];
}
