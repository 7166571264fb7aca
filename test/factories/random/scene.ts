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
  /** The entities of the rows outside, the nearest first. */
  outside: readonly Entity[];
  /** Rows already spoken of in this tree, by the entity they are reached from: speaking of them again shares their join. */
  spokenOf: Map<string, { scope: MeasureScope; end: Entity }[]>;
};

export function createScene(dice: Dice, catalog: Catalog, tables: Tables, asOf: string): Scene {
  return { dice, catalog, asOf, world: readWorld(catalog, tables, asOf), outside: [], spokenOf: new Map() };
}

/** The scene inside a relation entered from a row of the entity. */
export function inside(scene: Scene, entity: Entity): Scene {
  return { ...scene, outside: [entity, ...scene.outside] };
}

/** The scene on the nearest row outside. */
export function outwards(scene: Scene): Scene {
  return { ...scene, outside: scene.outside.slice(1) };
}

/** A value some row really has, so that tests are met by some and not by others. */
export function observe({ dice, world, outside }: Scene, entity: Entity, value: Value): Known | null {
  const read = readingOf(world, entity, value, predicateOf);
  const rows = world.rows.get(entity.name) ?? [];
  const others = outside.map(({ name }) => world.rows.get(name) ?? []);
  if (others.some((found) => found.length === 0)) return null;
  for (const row of dice.shuffled(rows).slice(0, 4)) {
    const seen = read(
      row,
      others.map((found) => dice.pick(found)),
    );
    if (seen !== null) return seen;
  }
  return null;
}
