import type { Catalog, Column, Entity } from "@/lib/core/catalog/types";
import type { Cell, Row, Tables } from "@/lib/core/segment/evaluate/index";
import { randomPool, TEXTS } from "./cells";
import type { Dice } from "./dice";

/** Rows whose foreign keys lead somewhere, nowhere, or are unknown; whose keys are unique and known. */
export function randomTables(dice: Dice, catalog: Catalog, asOf: string): Tables {
  const entities = Object.values(catalog.entities);
  const keys = new Map(
    entities.map((entity, index) => [entity.name, randomKeys(dice, entity, index === 0, asOf)]),
  );
  return Object.fromEntries(
    entities.map((entity) => [entity.name, randomRows(dice, entity, keys, catalog, asOf)]),
  );
}

/** Key cells of every row of the entity; a row without a key has none. */
function randomKeys(dice: Dice, entity: Entity, isMember: boolean, asOf: string): Cell[][] {
  const count = isMember ? dice.integer(3, 14) : dice.integer(0, 24);
  const seen = new Set<string>();
  const keys: Cell[][] = [];
  for (let attempt = 0; attempt < count; attempt++) {
    const key = entity.key.map((name) => randomKeyCell(dice, entity.columns[name]!, asOf));
    const print = JSON.stringify(key.map(String));
    if (key.length > 0 && seen.has(print)) continue;
    seen.add(print);
    keys.push(key);
  }
  return keys;
}

function randomKeyCell(dice: Dice, { type }: Column, asOf: string): Cell {
  if (type.kind === "integer") return BigInt(dice.integer(-2, 30));
  if (type.kind !== "text") return dice.pick(randomPool(dice, type, asOf));
  return dice.percent(50) ? dice.pick(TEXTS) : `id-${dice.integer(1, 40)}`;
}

type Keys = ReadonlyMap<string, readonly Cell[][]>;

function randomRows(dice: Dice, entity: Entity, keys: Keys, catalog: Catalog, asOf: string): Row[] {
  const pools = new Map(
    Object.values(entity.columns).map(({ name, type }) => [
      name,
      poolOf(dice, entity, name, randomPool(dice, type, asOf)),
    ]),
  );
  const meeting = new Set(meetingColumns(catalog, entity));
  return keys.get(entity.name)!.map((key) => {
    const cells = new Map<string, Cell>();
    for (const name of Object.keys(entity.columns)) {
      if (meeting.has(name)) cells.set(name, dice.percent(20) ? null : BigInt(dice.integer(1, 4)));
      else cells.set(name, dice.percent(18) ? null : dice.pick(pools.get(name)!));
    }
    for (const foreign of foreignKeys(dice, entity, keys)) cells.set(...foreign);
    entity.key.forEach((name, index) => {
      cells.set(name, key[index]!);
    });
    return Object.fromEntries(cells);
  });
}

/** Rows without a key happen at few times, so that their values must settle ties. */
function poolOf(dice: Dice, entity: Entity, column: string, pool: Cell[]): Cell[] {
  const isTied = entity.key.length === 0 && entity.timeColumn === column && dice.percent(70);
  return isTied ? pool.slice(0, 2) : pool;
}

function foreignKeys(dice: Dice, entity: Entity, keys: Keys): [string, Cell][] {
  return Object.values(entity.relations)
    .filter(({ cardinality }) => cardinality === "one")
    .flatMap(({ to, on }) => {
      const there = keys.get(to)!;
      if (there.length === 0 || dice.percent(15)) return on.map(([here]): [string, Cell] => [here, null]);
      // Drawn a column at a time now and then: half of a composite key then leads nowhere.
      const key = dice.pick(there);
      return on.map(([here], index): [string, Cell] => {
        const cell = dice.percent(92) ? key[index]! : dice.pick(there)[index]!;
        return [here, dice.percent(95) ? cell : null];
      });
    });
}

/** Columns of relations over something else than a key. */
function meetingColumns(catalog: Catalog, entity: Entity): string[] {
  const isKey = (owner: string, column: string) => catalog.entities[owner]!.key.includes(column);
  return Object.values(entity.relations)
    .filter(({ cardinality, to, on }) => {
      const back = on.every(([here]) => isKey(entity.name, here));
      return cardinality === "many" && !back && !on.every(([, there]) => isKey(to, there));
    })
    .flatMap(({ on }) => on.map(([here]) => here));
}
