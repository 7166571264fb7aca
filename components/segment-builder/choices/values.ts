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
} from "@/lib/core/catalog/fields";
import type { Catalog, ColumnKind, PiiTag } from "@/lib/core/catalog/types";
import { MONTHS, WEEKDAYS } from "@/lib/core/segment/part-names";
import type { Value } from "@/lib/core/segment/types";
import { startingTest } from "../operators";
import { lockReason } from "../pii";
import { KIND_WORDS, UNLOCKED, type ValueChoice } from "./choice";
import { traitChoices } from "./traits";

/** Every value of a row of the entity, in the order people look for them. */
export function valueChoices(catalog: Catalog, entityName: string): ValueChoice[] {
  const entity = catalog.entities[entityName];
  if (!entity) return [];
  const fields = fieldsOf(catalog, entityName);
  const moments = fields.filter((field) => isMoment(field.column));
  return [
    ...fields.map((field) => columnChoice(field, entity.label)),
    ...traitChoices(catalog, entityName),
    ...moments.map((field) => sinceChoice(field, entity.label)),
    ...relatedOf(catalog, entityName).flatMap((related) => relatedChoices(catalog, entityName, related)),
    ...moments.flatMap(calculatedChoices),
    ...differenceChoices(moments, fields.filter((field) => isNumeric(field.column)).length),
  ];
}

function columnChoice(field: Field, entityLabel: string): ValueChoice {
  const { kind } = field.column.type;
  const { pii } = field.column;
  return {
    id: `column ${field.path}`,
    group: field.through ?? entityLabel,
    label: field.label,
    hint: KIND_WORDS[kind],
    kind,
    type: kind,
    pii,
    locked: lockReason(pii, kind, isClosed(field)),
    note: field.column.description,
    column: { entity: field.entity.name, name: field.column.name },
    also: alsoOf(field),
    make: () => ({ column: field.path }),
  };
}

/** What people call what such a column holds, beside its own name in the warehouse. */
const ALSO: Partial<Record<PiiTag, string>> = {
  birth_date: "birthday born",
  email: "email mail address",
  phone: "mobile telephone number",
  gender: "sex women woman female men man male",
};

const BEGINNING = /creat|open|sign|regist|join|first.?seen/i;

function alsoOf({ column, through }: Field): string {
  const begins = through === null && isMoment(column) && BEGINNING.test(column.name);
  const more = begins ? "signed up joined registered new since" : column.pii && ALSO[column.pii];
  return `${column.name.replaceAll("_", " ")} ${more ?? ""}`;
}

/** Whether a new condition about it can only ask whether it is known. */
function isClosed({ column }: Field): boolean {
  return column.pii !== null && "known" in startingTest(column.type.kind, column.pii);
}

function sinceChoice(field: Field, entityLabel: string): ValueChoice {
  return {
    ...UNLOCKED,
    id: `since ${field.path}`,
    group: field.through ?? entityLabel,
    label: field.column.pii === "birth_date" ? `Age, by ${field.label}` : `Time since ${field.label}`,
    hint: "age",
    kind: "integer",
    type: "integer",
    pii: field.column.pii,
    also:
      field.column.pii === "birth_date"
        ? "old older young younger over under since"
        : "ago days years since tenure",
    make: () => ({ since: { column: field.path }, in: "year" }),
  };
}

/** What can be said of the rows that belong to a row; not what leads back to where one stands. */
export function relatedChoices(
  catalog: Catalog,
  from: string,
  { path, label, entity }: Related,
): ValueChoice[] {
  const columns = fieldsOf(catalog, entity.name)
    .filter((field) => !leadsTo(entity, field, from))
    .filter((field) => !isIdentifier(catalog, entity, field.column));
  const base = { ...UNLOCKED, group: label, kind: "related" as const };
  return [
    {
      ...base,
      id: `count ${path}`,
      label: `Number of ${label}`,
      hint: "number",
      type: "integer",
      start: { gte: 1 },
      name: label,
      also: "how many often times once twice ordered bought purchased did has any ever count distinct different",
      make: () => ({ count: true, of: path }),
    },
    ...latestChoices(catalog, base, { path, entity }),
    ...columns
      .filter((field) => isNumeric(field.column) && field.through === null)
      .sort((a, b) => Number(isSpent(b)) - Number(isSpent(a)))
      .map((field) => ({
        ...base,
        id: `sum ${path} ${field.path}`,
        label: `${field.label} in ${label}: sum, average, lowest, highest`,
        hint: KIND_WORDS[field.column.type.kind],
        type: field.column.type.kind,
        spent: isSpent(field),
        also: isSpent(field) ? "spent spend revenue value worth total lifetime ltv order" : "total",
        make: (): Value => ({ sum: { column: field.path }, of: path }),
      })),
    ...columns
      .filter((field) => isSpent(field) && field.through === null)
      .map((field) => ({
        ...base,
        id: `avg ${path} ${field.path}`,
        label: `Average ${field.label} in ${label}`,
        hint: KIND_WORDS[field.column.type.kind],
        type: field.column.type.kind,
        also: "mean order value aov basket",
        searchedOnly: true,
        make: (): Value => ({ avg: { column: field.path }, of: path }),
      })),
    ...(timeOf(catalog, entity.name) === null ? [] : columns).map((field) => ({
      ...base,
      id: `last ${path} ${field.path}`,
      label: `${field.through ? `${field.through} › ` : ""}${field.label} in ${label}: first or last`,
      hint: KIND_WORDS[field.column.type.kind],
      type: field.column.type.kind,
      pii: field.column.pii,
      locked: lockReason(field.column.pii, field.column.type.kind, isClosed(field)),
      also: "latest recent",
      make: (): Value => ({
        last: { column: field.path },
        of: path,
        ...namedTime(catalog, entity.name),
      }),
    })),
  ];
}

/** How long ago the last one was: what a lapse is measured by. */
function latestChoices(
  catalog: Catalog,
  base: Pick<ValueChoice, "group" | "kind" | "pii" | "locked">,
  { path, entity }: Pick<Related, "path" | "entity">,
): ValueChoice[] {
  const time = timeOf(catalog, entity.name);
  if (time === null || path.includes(".")) return [];
  return [
    {
      ...base,
      id: `latest ${path}`,
      label: `Days since the latest ${entity.singular}`,
      hint: "number",
      type: "integer",
      also: "time last ago recency recent lapsed inactive",
      make: () => ({ since: { max: { column: time }, of: path }, in: "day" }),
    },
  ];
}

const NOT_SPENT = /sub|tax|vat|discount|freight|ship|cost|fee|unit|refund/i;

/** Whether somebody who says "spent" can mean it: a discount is an amount too. */
function isSpent({ column }: Field): boolean {
  return column.type.kind === "decimal" && !NOT_SPENT.test(column.name);
}

const CALCULATED = "Calculated";

const NAMED_PARTS = ["hour day quarter part weekend morning", ...WEEKDAYS, ...MONTHS].join(" ");

function calculatedChoices(field: Field): ValueChoice[] {
  const label = field.through ? `${field.through} › ${field.label}` : field.label;
  const of = { column: field.path };
  const base = { ...UNLOCKED, group: CALCULATED, pii: field.column.pii };
  return [
    {
      ...base,
      id: `part ${field.path}`,
      label: `Weekday, month, year of ${label}`,
      hint: "number",
      kind: "integer",
      type: "integer",
      also: NAMED_PARTS,
      make: () => ({ part: "weekday", of }),
    },
    {
      ...base,
      id: `trunc ${field.path}`,
      label: `${label} rounded down to its day, week, month`,
      hint: "date",
      kind: "date",
      type: "date",
      also: "begin start first quarter year truncate",
      make: () => ({ trunc: "month", of }),
    },
  ];
}

const OPEN: Value = { column: "" };

/** Both sides are still to be chosen; of times, the unit is days until someone says otherwise. */
function differenceChoices(moments: readonly Field[], numbers: number): ValueChoice[] {
  const base = { ...UNLOCKED, group: CALCULATED, hint: "number", also: "between minus less subtract days" };
  return [
    ...(moments.length > 0
      ? [
          {
            ...base,
            id: "difference of times",
            label: "Time between two dates",
            kind: "date" as ColumnKind,
            type: "decimal" as ColumnKind,
            make: (): Value => ({ difference: [OPEN, OPEN], in: "day" }),
          },
        ]
      : []),
    ...(numbers > 0
      ? [
          {
            ...base,
            id: "difference of numbers",
            label: "Difference of two numbers",
            kind: "decimal" as ColumnKind,
            type: "decimal" as ColumnKind,
            make: (): Value => ({ difference: [OPEN, OPEN] }),
          },
        ]
      : []),
  ];
}
