import { own } from "@/lib/core/own";
import type { LocatedProblem, PathParts } from "@/lib/core/path";
import { didYouMean, nearest } from "@/lib/core/suggest";
import { checkTrait } from "./check-trait";
import { typeText } from "./column-type";
import type { Catalog, Column, ColumnType, Entity, Relation } from "./types";

/** Whether the names of a catalog lead somewhere and the types fit; what is really in the warehouse is not asked. */
export function checkCatalog(catalog: Catalog): LocatedProblem[] {
  const entities = Object.values(catalog.entities);
  if (entities.length === 0) {
    const message = "The catalog has no entities.";
    return [{ code: "NO_ENTITIES", at: ["entities"], message, fix: "Add the table your people are in." }];
  }
  return entities.flatMap((entity) => [
    ...checkNames(entity),
    ...checkKey(entity),
    ...checkTime(entity),
    ...Object.values(entity.relations).flatMap((relation) => checkRelation(catalog, entity, relation)),
    ...Object.values(entity.traits ?? {}).flatMap((trait) => checkTrait(catalog, entity, trait)),
  ]);
}

function checkNames(entity: Entity): LocatedProblem[] {
  const at = ["entities", entity.name];
  const columns = Object.keys(entity.columns);
  const problems: LocatedProblem[] = [];
  if (columns.length === 0) {
    problems.push({
      code: "NO_COLUMNS",
      at: [...at, "columns"],
      message: `\`${entity.name}\` has no columns.`,
      fix: "Declare the columns people may ask about.",
    });
  }
  const seen = new Map<string, string>();
  for (const name of columns) {
    const twin = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), name);
    if (twin === undefined) continue;
    problems.push({
      code: "NAME_CLASH",
      at: [...at, "columns", name],
      message: `\`${name}\` and \`${twin}\` differ only in case, which warehouses do not tell apart.`,
      fix: "Keep one, or rename one with a query.",
    });
  }
  for (const relation of Object.keys(entity.relations)) {
    const clash = columns.find((name) => name === relation || name.startsWith(`${relation}.`));
    if (clash === undefined) continue;
    problems.push({
      code: "NAME_CLASH",
      at: [...at, "relations", relation],
      message: `The relation \`${relation}\` and the column \`${clash}\` of \`${entity.name}\` cannot be told apart.`,
      fix: "Give the relation another name.",
    });
  }
  return problems;
}

function checkKey(entity: Entity): LocatedProblem[] {
  return entity.key.flatMap((name, index) => {
    const at = ["entities", entity.name, "key", index];
    if (entity.key.indexOf(name) < index) {
      const message = `\`${name}\` stands twice in the key of \`${entity.name}\`.`;
      return [{ code: "KEY_TWICE", at, message, fix: "Name it once." }];
    }
    const column = own(entity.columns, name);
    if (!column) return [noColumn(entity, name, at)];
    if (isIdentifying(column.type)) return [];
    return [
      {
        code: "KEY_TYPE",
        at,
        message: `\`${name}\` is ${typeText(column.type)}, which cannot name a row of \`${entity.name}\`.`,
        fix: "A key is made of text, integer, date or timestamp columns.",
      },
    ];
  });
}

function checkTime(entity: Entity): LocatedProblem[] {
  if (entity.timeColumn === null) return [];
  const at = ["entities", entity.name, "time"];
  const column = own(entity.columns, entity.timeColumn);
  if (!column) return [noColumn(entity, entity.timeColumn, at)];
  if (column.type.kind === "date" || column.type.kind === "timestamp") return [];
  return [
    {
      code: "TIME_TYPE",
      at,
      message: `\`${entity.timeColumn}\` is ${typeText(column.type)}, so it cannot say when a row of \`${entity.name}\` happened.`,
      fix: "Name a date, timestamp or timestamptz column.",
    },
  ];
}

function checkRelation(catalog: Catalog, entity: Entity, relation: Relation): LocatedProblem[] {
  const at = ["entities", entity.name, "relations", relation.name];
  const target = own(catalog.entities, relation.to);
  if (!target) {
    const names = Object.keys(catalog.entities);
    const message = `\`${relation.to}\` is not an entity of this catalog${didYouMean(relation.to, names)}`;
    return [{ code: "UNKNOWN_ENTITY", at: [...at, "to"], message, fix: "Name an entity of this file." }];
  }
  const pairs = relation.on.flatMap((pair) => checkPair(entity, target, pair, [...at, "on"]));
  return pairs.length > 0 ? pairs : checkOne(relation, target, at);
}

function checkPair(
  from: Entity,
  to: Entity,
  pair: readonly [string, string],
  at: PathParts,
): LocatedProblem[] {
  const [here, there] = [own(from.columns, pair[0]), own(to.columns, pair[1])];
  const missing = [
    here ? [] : [noColumn(from, pair[0], at)],
    there ? [] : [noColumn(to, pair[1], at)],
  ].flat();
  if (!here || !there) return missing;
  if (areComparable(here.type, there.type)) return [];
  return [
    {
      code: "RELATION_TYPES",
      at,
      message: `\`${here.name}\` of \`${from.name}\` is ${typeText(here.type)} and \`${there.name}\` of \`${to.name}\` is ${typeText(there.type)}: ${whyNot(here, there)}.`,
      fix: "Correct the types, or convert one side in a query.",
    },
  ];
}

function checkOne(relation: Relation, target: Entity, at: PathParts): LocatedProblem[] {
  if (relation.cardinality === "many") return [];
  const there = new Set(relation.on.map(([, column]) => column));
  if (target.key.length > 0 && target.key.every((column) => there.has(column))) return [];
  const key = target.key.map((column) => `\`${column}\``).join(", ");
  return [
    {
      code: "NOT_TO_ONE",
      at,
      message:
        key === ""
          ? `\`${relation.name}\` says \`one: true\`, but \`${target.name}\` has no key to make sure of it.`
          : `\`${relation.name}\` says \`one: true\`, but \`on\` does not cover the key of \`${target.name}\` (${key}).`,
      fix:
        key === ""
          ? `Give \`${target.name}\` a key, or write \`many: true\`.`
          : "Join on the whole key, or write `many: true`.",
    },
  ];
}

function noColumn(entity: Entity, name: string, at: PathParts): LocatedProblem {
  const names = Object.keys(entity.columns);
  const guess = nearest(name, names);
  return {
    code: "UNKNOWN_COLUMN",
    at,
    message: `\`${name}\` is not a column of \`${entity.name}\`${didYouMean(name, names)}`,
    fix:
      guess === null
        ? `Declare \`${name}\` under \`columns\`, or name another.`
        : `Write \`${guess}\`, or declare \`${name}\`.`,
  };
}

function isIdentifying(type: ColumnType): boolean {
  return type.kind !== "double" && type.kind !== "boolean" && (type.kind !== "decimal" || type.scale === 0);
}

/** Equal values must be equal in every warehouse: no conversions, no rounding. */
function areComparable(a: ColumnType, b: ColumnType): boolean {
  if (!isIdentifying(a) || !isIdentifying(b)) return false;
  if (a.kind === "timestamp" && b.kind === "timestamp") return a.zone === b.zone;
  return a.kind === b.kind || (isWhole(a) && isWhole(b));
}

function isWhole(type: ColumnType): boolean {
  return type.kind === "integer" || (type.kind === "decimal" && type.scale === 0);
}

function whyNot(here: Column, there: Column): string {
  const odd = [here, there].find((column) => !isIdentifying(column.type));
  if (odd) return `${typeText(odd.type)} values cannot join rows`;
  return here.type.kind === "timestamp" && there.type.kind === "timestamp"
    ? "their zones differ"
    : "they are never equal";
}
