import { fieldsOf, isIdentifier, leadsTo, namedTime, type Related, timeOf } from "@/lib/core/catalog/fields";
import type { Catalog } from "@/lib/core/catalog/types";
import { MONTHS, WEEKDAYS } from "@/lib/core/segment/part-names";
import type { Condition } from "@/lib/core/segment/types";
import { type Choice, UNLOCKED } from "./choice";

/**
 * Whole conditions about rows that belong to a row, beside their measures: that there were none lately, and how many of
 * a kind there were. "Has not ordered" and "bought footwear" are what people look for; that both are numbers of rows is not.
 */
export function rowChoices(catalog: Catalog, from: string, related: Related): Choice<Condition>[] {
  return [
    noneChoice(catalog, related),
    ...byChoices(catalog, from, related),
    ...byDayChoices(catalog, related),
  ];
}

function noneChoice(catalog: Catalog, { path, label, entity }: Related): Choice<Condition> {
  const timed = timeOf(catalog, entity.name) !== null;
  const lately = timed
    ? { during: { last: 90, unit: "day" as const }, ...namedTime(catalog, entity.name) }
    : {};
  return {
    ...UNLOCKED,
    id: `none ${path}`,
    group: label,
    label: timed ? `No ${label} in the last days` : `No ${label}`,
    hint: "none",
    kind: "related",
    also: "not never none without has have had did do been ordered bought purchased inactive lapsed ago weeks months years",
    make: () => ({ value: { count: true, of: path, ...lately }, is: { eq: 0 } }),
  };
}

/** "Bought on a weekend", "in December": what happened on some days of the week, or in some months. */
function byDayChoices(catalog: Catalog, { path, label, entity }: Related): Choice<Condition>[] {
  const time = timeOf(catalog, entity.name);
  if (time === null || path.includes(".")) return [];
  const choice = (part: "weekday" | "month", names: readonly string[]): Choice<Condition> => ({
    ...UNLOCKED,
    id: `by ${part} ${path}`,
    group: label,
    label: `Number of ${label} by ${part}`,
    hint: "number",
    kind: "related",
    also: `bought ordered purchased on in during ${part === "weekday" ? "weekend day" : ""} ${names.join(" ")}`,
    searchedOnly: true,
    make: () => ({
      value: {
        count: true,
        of: path,
        where: { all: [{ value: { part, of: { column: time } }, is: { in: [] } }] },
      },
      is: { gte: 1 },
    }),
  });
  return [choice("weekday", WEEKDAYS), choice("month", MONTHS)];
}

/** Found by searching alone: drawn out for every text column, they would bury the rest. */
function byChoices(catalog: Catalog, from: string, { path, label, entity }: Related): Choice<Condition>[] {
  return fieldsOf(catalog, entity.name)
    .filter(({ column }) => column.type.kind === "text" && column.pii === null)
    .filter((field) => !leadsTo(entity, field, from) && !isIdentifier(catalog, entity, field.column))
    .flatMap((field) => {
      const by = `${label} by ${field.through ? `${field.through} › ` : ""}${field.label}`;
      const where = { all: [{ value: { column: field.path }, is: { in: [] } }] };
      const value = { count: true, of: path, where } as const;
      const found = {
        ...UNLOCKED,
        group: label,
        kind: "related" as const,
        column: { entity: field.entity.name, name: field.column.name },
        searchedOnly: true,
      };
      const also = "bought ordered purchased used only where with which from in of";
      return [
        {
          ...found,
          id: `by ${path} ${field.path}`,
          label: `Number of ${by}`,
          hint: "number",
          also,
          make: (): Condition => ({ value, is: { gte: 1 } }),
        },
        {
          ...found,
          id: `none by ${path} ${field.path}`,
          label: `No ${by}`,
          hint: "none",
          also: `${also} not never none without has have had`,
          make: (): Condition => ({ value, is: { eq: 0 } }),
        },
      ];
    });
}
