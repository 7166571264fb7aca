import type { Catalog, ColumnKind } from "@/lib/core/catalog/types";
import type { Condition } from "@/lib/core/segment/types";
import {
  type Field,
  fieldsOf,
  isMoment,
  isNumeric,
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
    ...relatedOf(catalog, entityName).flatMap((related) => relatedChoices(catalog, related)),
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
    make: () => ({ value: { since: { column: field.path }, in: "year" }, is: { gte: "" } }),
  };
}

function relatedChoices(catalog: Catalog, { path, label, entity }: Related): Choice[] {
  const base = { group: label, kind: "related" as const, pii: null };
  const columns = fieldsOf(catalog, entity.name);
  return [
    {
      ...base,
      id: `count ${path}`,
      label: `Number of ${label}`,
      hint: "number",
      make: () => ({ value: { count: true, of: path }, is: { gte: 1 } }),
    },
    ...columns
      .filter((field) => isNumeric(field.column) && field.through === null)
      .map((field) => ({
        ...base,
        id: `sum ${path} ${field.path}`,
        label: `Sum, average, lowest, highest ${field.label} in ${label}`,
        hint: KIND_WORDS[field.column.type.kind],
        make: (): Condition => ({ value: { sum: { column: field.path }, of: path }, is: { gte: "" } }),
      })),
    ...(timeOf(catalog, entity.name) === null ? [] : columns).map((field) => ({
      ...base,
      id: `last ${path} ${field.path}`,
      label: `First or last ${field.through ? `${field.through} › ` : ""}${field.label} in ${label}`,
      hint: KIND_WORDS[field.column.type.kind],
      pii: field.column.pii,
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
