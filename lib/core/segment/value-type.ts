import { resolveColumn, resolvePath, type Unresolved } from "@/lib/core/catalog/resolve";
import { resolveTrait } from "@/lib/core/catalog/trait";
import type { Catalog, ColumnType } from "@/lib/core/catalog/types";
import { quotientPlaces, SPAN_PLACES } from "./fraction";
import { foldValue } from "./kinds";
import { isCalendarUnit, isClockUnit } from "./time/units";
import type {
  CountDistinctValue,
  CountValue,
  DifferenceValue,
  ExactUnit,
  MeasureScope,
  OuterValue,
  PartValue,
  SinceValue,
  TruncValue,
  Value,
} from "./types";

const INTEGER: ColumnType = { kind: "integer" };

/** Entities of the rows from which relations led to a row, the nearest first. */
export type Outside = readonly string[];
type Standing = { catalog: Catalog; entity: string; outside: Outside };

/**
 * The type a value has on a row of the entity. The sum of integers is a decimal without places, so it cannot overflow.
 * An average or an exact time between is a fraction, compared as one: its type here says the places it is rounded to where it
 * stands inside another value.
 * `outside`: the entities of the rows outside, the nearest first.
 */
export function valueType(
  catalog: Catalog,
  entity: string,
  value: Value,
  outside: Outside = [],
): ColumnType | Unresolved {
  const here = { catalog, entity, outside };
  return foldValue<ColumnType | Unresolved>(value, {
    column: (node) => {
      const found = resolveColumn(catalog, entity, node.column);
      return "problem" in found ? found : found.column.type;
    },
    count: (node) => countType(here, node, node.count === true ? null : node.count),
    count_distinct: (node) => countType(here, node, node.count_distinct),
    sum: (node) => sumType(inner(here, node, node.sum), "sum"),
    avg: (node) => averageType(inner(here, node, node.avg)),
    min: (node) => orderedType(inner(here, node, node.min), "lowest"),
    max: (node) => orderedType(inner(here, node, node.max), "highest"),
    first: (node) => inner(here, node, node.first),
    last: (node) => inner(here, node, node.last),
    since: (node) => sinceType(here, node),
    trait: (node) => traitType(here, node.trait),
    part: (node) => partType(here, node),
    trunc: (node) => truncType(here, node),
    outer: (node) => outerType(here, node),
    difference: (node) => differenceType(here, node),
  });
}

/** The exact time between two moments: a fraction of its unit. */
export function isSpan(value: Value): value is DifferenceValue & { in: ExactUnit } {
  return "difference" in value && value.in !== undefined && !isCalendarUnit(value.in);
}

export function isNumber(type: ColumnType): boolean {
  return type.kind === "integer" || type.kind === "decimal" || type.kind === "double";
}

export function isTime(type: ColumnType): boolean {
  return type.kind === "date" || type.kind === "timestamp";
}

function typeOn({ catalog, entity, outside }: Standing, value: Value): ColumnType | Unresolved {
  return valueType(catalog, entity, value, outside);
}

function outerType({ catalog, outside }: Standing, node: OuterValue): ColumnType | Unresolved {
  const [nearest, ...further] = outside;
  if (nearest !== undefined) return valueType(catalog, nearest, node.outer, further);
  return refuse(
    "NO_OUTER_ROW",
    "No relation was entered here, so there is no row outside.",
    "Use the value itself, without `outer`.",
  );
}

function inner(here: Standing, scope: MeasureScope, value: Value): ColumnType | Unresolved {
  const path = resolvePath(here.catalog, here.entity, scope.of);
  if ("problem" in path) return path;
  return valueType(here.catalog, path.end.name, value, [here.entity, ...here.outside]);
}

/** A trait stands on its own, whatever the rows outside. */
function traitType({ catalog, entity }: Standing, name: string): ColumnType | Unresolved {
  const found = resolveTrait(catalog, entity, name);
  if ("problem" in found) return found;
  return found.trait.kind === "sql" ? found.trait.type : valueType(catalog, entity, found.trait.value);
}

function countType(
  here: Standing,
  node: CountValue | CountDistinctValue,
  counted: Value | null,
): ColumnType | Unresolved {
  const path = resolvePath(here.catalog, here.entity, node.of);
  if ("problem" in path) return path;
  if (counted === null) return INTEGER;
  const type = inner(here, node, counted);
  return "problem" in type ? type : INTEGER;
}

function sumType(type: ColumnType | Unresolved, verb: "sum" | "average"): ColumnType | Unresolved {
  if ("problem" in type) return type;
  if (type.kind === "integer") return { kind: "decimal", precision: 38, scale: 0 };
  if (type.kind === "decimal") return { kind: "decimal", precision: 38, scale: type.scale };
  if (type.kind === "double") return type;
  return refuse(
    "NOT_A_NUMBER",
    `There is no ${verb} of ${type.kind} values.`,
    `Choose a number to ${verb}, or count the rows instead.`,
  );
}

function averageType(type: ColumnType | Unresolved): ColumnType | Unresolved {
  const sum = sumType(type, "average");
  if ("problem" in sum || sum.kind !== "decimal") return sum;
  return { ...sum, scale: quotientPlaces(sum.scale) };
}

function orderedType(type: ColumnType | Unresolved, word: "lowest" | "highest"): ColumnType | Unresolved {
  if ("problem" in type || type.kind !== "boolean") return type;
  return refuse(
    "NOT_ORDERED",
    `There is no ${word} of yes-or-no values.`,
    "Count the rows where it is yes instead.",
  );
}

function sinceType(here: Standing, node: SinceValue): ColumnType | Unresolved {
  const type = typeOn(here, node.since);
  if ("problem" in type || isTime(type)) return "problem" in type ? type : INTEGER;
  return refuse(
    "NOT_A_TIME",
    `Time can only be measured since a date or a time, and this is ${type.kind}.`,
    "Choose a date or time column.",
  );
}

function partType(here: Standing, node: PartValue): ColumnType | Unresolved {
  const type = typeOn(here, node.of);
  if ("problem" in type) return type;
  if (!isTime(type)) {
    return refuse(
      "NOT_A_TIME",
      `Only a date or a time has parts, and this is ${type.kind}.`,
      "Choose a date or time column.",
    );
  }
  if (node.part !== "hour" || type.kind === "timestamp") return INTEGER;
  return refuse("NOT_A_TIME", "A date has no hour.", "Choose a column that holds a time.");
}

const SPAN: ColumnType = { kind: "decimal", precision: 38, scale: SPAN_PLACES };

function differenceType(here: Standing, node: DifferenceValue): ColumnType | Unresolved {
  const [left, right] = node.difference.map((value) => typeOn(here, value));
  if (!left || !right)
    return refuse("INCOMPLETE", "A difference is between two values.", "Give exactly two.");
  if ("problem" in left) return left;
  if ("problem" in right) return right;
  if (isTime(left) && isTime(right)) return timeBetweenType(node);
  if (!isNumber(left) || !isNumber(right)) {
    return refuse(
      "NOT_COMPARABLE",
      "There is a difference between two numbers, or between two dates or times.",
      "Choose two values of the same kind.",
    );
  }
  if (node.in === undefined) return numberDifferenceType(left, right);
  return refuse("WRONG_SHAPE", "A difference of numbers has no unit of time.", "Remove `in`.");
}

function timeBetweenType(node: DifferenceValue): ColumnType | Unresolved {
  if (isSpan(node)) return SPAN;
  if (node.in !== undefined) return INTEGER;
  return refuse(
    "INCOMPLETE",
    "It is not said in which unit of time the difference is.",
    "Add `in`, such as `in: day`.",
  );
}

/** Of exact numbers every digit is kept, and none can overflow. */
function numberDifferenceType(left: ColumnType, right: ColumnType): ColumnType {
  if (left.kind === "double" || right.kind === "double") return { kind: "double" };
  return { kind: "decimal", precision: 38, scale: Math.max(scaleOf(left), scaleOf(right)) };
}

function scaleOf(type: ColumnType): number {
  return type.kind === "decimal" ? type.scale : 0;
}

/** From days on a date, which is the instant it begins; hours and minutes are moments. */
function truncType(here: Standing, node: TruncValue): ColumnType | Unresolved {
  const type = typeOn(here, node.of);
  if ("problem" in type) return type;
  if (!isTime(type)) {
    return refuse(
      "NOT_A_TIME",
      `Only a date or a time can be rounded down to a ${node.trunc}, and this is ${type.kind}.`,
      "Choose a date or time column.",
    );
  }
  if (!isClockUnit(node.trunc)) return { kind: "date" };
  if (type.kind === "timestamp") return { kind: "timestamp", zone: "UTC" };
  return refuse("NOT_A_TIME", `A date has no ${node.trunc}s.`, "Round it down to a day or more.");
}

function refuse(code: string, message: string, fix?: string): Unresolved {
  return { problem: fix === undefined ? { code, message } : { code, message, fix } };
}
