import type { Catalog, Entity } from "@/lib/core/catalog/types";
import { readWorld } from "@/lib/core/segment/evaluate/cells";
import { predicateOf } from "@/lib/core/segment/evaluate/conditions";
import type { Known, World } from "@/lib/core/segment/evaluate/data";
import type { Tables } from "@/lib/core/segment/evaluate/index";
import { readingOf } from "@/lib/core/segment/evaluate/values";
import type { MeasureScope, Value } from "@/lib/core/segment/types";
import type { Dice } from "./dice";

/** What trees are drawn from: the dice, and data to draw literals from. */
export type Scene = {
  dice: Dice;
  catalog: Catalog;
  asOf: string;
  world: World;
  /** Rows already spoken of in this tree, by the entity they are reached from: speaking of them again shares their join. */
  spokenOf: Map<string, { scope: MeasureScope; end: Entity }[]>;
};

export function createScene(dice: Dice, catalog: Catalog, tables: Tables, asOf: string): Scene {
  return { dice, catalog, asOf, world: readWorld(catalog, tables, asOf), spokenOf: new Map() };
}

/** A value some row really has, so that tests are met by some and not by others. */
export function observe({ dice, world }: Scene, entity: Entity, value: Value): Known | null {
  const read = readingOf(world, entity, value, predicateOf);
  const rows = world.rows.get(entity.name) ?? [];
  for (const row of dice.shuffled(rows).slice(0, 4)) {
    const seen = read(row);
    if (seen !== null) return seen;
  }
  return null;
}
