import type { Catalog, Column, ColumnType, Entity, EntitySource, Relation } from "@/lib/core/catalog/types";
import { column, entity, relation } from "../shop";
import type { Dice } from "./dice";
import { DOTTED_NAMES, HOSTILE_NAMES } from "./names";

export const ZONES = [
  "UTC",
  "Europe/Rome",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
  "Africa/Cairo",
] as const;

/** Columns of this kind hold few different values, so that rows meet over them. */
const MEETING: ColumnType = { kind: "integer" };

type Draft = { name: string; key: string[]; columns: Column[]; relations: Relation[]; names: string[] };

/** Two to four entities, related by keys (single and composite), to themselves, and many to many. */
export function randomCatalog(dice: Dice): Catalog {
  const names = dice.shuffled(HOSTILE_NAMES);
  const drafts = dice.times(2, 4, (index) => randomEntity(dice, names.pop()!, index === 0));
  for (const [index, child] of drafts.entries()) {
    if (index > 0) relateToParent(dice, child, dice.pick(drafts.slice(0, index)));
    if (dice.percent(25)) relateToParent(dice, child, dice.pick(drafts));
  }
  if (dice.percent(60)) meet(dice, dice.pick(drafts), dice.pick(drafts));
  return {
    version: 1,
    name: "Random",
    zone: dice.pick(ZONES),
    warehouse: { kind: "duckdb" },
    entities: Object.fromEntries(drafts.map((draft) => [draft.name, finish(dice, draft)])),
  };
}

function randomEntity(dice: Dice, name: string, isMember: boolean): Draft {
  const names = dice.shuffled([...HOSTILE_NAMES, ...DOTTED_NAMES]);
  const keys = isMember ? 1 : dice.pick([0, 1, 1, 2]);
  const keyColumns = Array.from({ length: keys }, () => column(names.pop()!, randomKeyType(dice, isMember)));
  const others = dice.times(3, 6, () => column(names.pop()!, randomType(dice)));
  return {
    name,
    key: keyColumns.map((one) => one.name),
    columns: [...keyColumns, ...others],
    relations: [],
    names,
  };
}

/** The child holds the parent's key. Without one there is nothing to hold. */
function relateToParent(dice: Dice, child: Draft, parent: Draft): void {
  if (parent.key.length === 0) {
    meet(dice, child, parent);
    return;
  }
  const pairs = parent.key.map((there): [string, string] => {
    const type = parent.columns.find((one) => one.name === there)!.type;
    return [addColumn(child, heldAs(dice, type)), there];
  });
  addRelation(child, parent, "one", pairs);
  const back = pairs.map(([here, there]): [string, string] => [there, here]);
  addRelation(parent, child, "many", dice.shuffled(back));
}

/** A whole number may be held as a decimal without places. */
function heldAs(dice: Dice, type: ColumnType): ColumnType {
  return type.kind === "integer" && dice.percent(15) ? { kind: "decimal", precision: 18, scale: 0 } : type;
}

/** Many to many over a column of few values on either side. */
function meet(dice: Dice, left: Draft, right: Draft): void {
  const here = addColumn(left, MEETING);
  const isFree = left !== right && right.names.includes(here);
  const there = isFree && dice.percent(50) ? addColumn(right, MEETING, here) : addColumn(right, MEETING);
  addRelation(left, right, "many", [[here, there]]);
  if (left !== right) addRelation(right, left, "many", [[there, here]]);
}

function addColumn(draft: Draft, type: ColumnType, name = draft.names.at(-1)!): string {
  draft.names = draft.names.filter((other) => other !== name);
  draft.columns.push(column(name, type));
  return name;
}

/** A relation's name stands in paths, so it has no dot and is no column's name. */
function addRelation(from: Draft, to: Draft, cardinality: "one" | "many", on: [string, string][]): void {
  const name = `${cardinality} ${from.relations.length}`;
  from.relations.push(relation(name, to.name, cardinality, on));
}

function finish(dice: Dice, draft: Draft): Entity {
  const times = draft.columns.filter(({ type }) => type.kind === "date" || type.kind === "timestamp");
  const timeColumn = times.length > 0 && dice.percent(75) ? dice.pick(times).name : undefined;
  const { name, key, columns, relations } = draft;
  return {
    ...entity(name, name, name, { key, columns, relations, timeColumn }),
    source: randomSource(dice, name),
  };
}

/** The table of the entity's name, said in one of the ways a catalog may say it. */
function randomSource(dice: Dice, name: string): EntitySource {
  return dice.weighted<EntitySource>([
    [6, () => ({ kind: "table", table: [name] })],
    [2, () => ({ kind: "table", table: ["main", name] })],
    [2, () => ({ kind: "query", sql: `SELECT * FROM "${name.replaceAll('"', '""')}" -- all of them;` })],
  ]);
}

function randomKeyType(dice: Dice, isMember: boolean): ColumnType {
  return dice.weighted<ColumnType>([
    [4, () => ({ kind: "integer" })],
    [4, () => ({ kind: "text" })],
    [1, () => ({ kind: "date" })],
    [isMember ? 0 : 1, () => ({ kind: "timestamp", zone: dice.pick([null, "UTC"]) })],
  ]);
}

function randomType(dice: Dice): ColumnType {
  return dice.weighted<ColumnType>([
    [3, () => ({ kind: "text" })],
    [2, () => ({ kind: "integer" })],
    [3, () => dice.pick(DECIMALS)],
    [1, () => ({ kind: "double" })],
    [1, () => ({ kind: "boolean" })],
    [2, () => ({ kind: "date" })],
    [4, () => ({ kind: "timestamp", zone: dice.percent(40) ? null : dice.pick(ZONES) })],
  ]);
}

const DECIMALS: readonly ColumnType[] = [
  { kind: "decimal", precision: 12, scale: 2 },
  { kind: "decimal", precision: 18, scale: 4 },
  { kind: "decimal", precision: 5, scale: 0 },
  { kind: "decimal", precision: 4, scale: 4 },
  { kind: "decimal", precision: 30, scale: 6 },
];
