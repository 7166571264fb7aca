import type { Catalog, Entity, Trait } from "@/lib/core/catalog/types";
import type { Tables } from "@/lib/core/segment/evaluate/index";
import { checkTraitValue } from "@/lib/core/segment/validate/index";
import { randomCondition } from "./conditions";
import type { Dice } from "./dice";
import { asWritten } from "./lists";
import { createScene } from "./scene";
import { randomValue } from "./values";

type Given = { catalog: Catalog; tables: Tables; asOf: string };

/** The company with a few traits of its entities: values of every kind, some made of others, and columns by way of SQL. */
export function withRandomTraits(dice: Dice, { catalog, tables, asOf }: Given): Given {
  let merged = catalog;
  const rows: Record<string, Tables[string]> = { ...tables };
  for (const name of Object.keys(catalog.entities)) {
    for (let index = dice.integer(0, 2); index > 0; index--) {
      const entity = merged.entities[name]!;
      const trait = dice.percent(35)
        ? sqlTrait(dice, entity, `trait${index}`)
        : valueTrait(dice, { catalog: merged, tables: rows, asOf }, entity, `trait${index}`);
      if (!trait) continue;
      // What SELECT * FROM the entity gives is the entity's rows.
      if (trait.kind === "sql") rows[`${name}.${trait.name}`] = rows[name] ?? [];
      merged = withTrait(merged, entity, trait);
    }
  }
  return { catalog: merged, tables: rows, asOf };
}

/** No name is written in the text, so that it is the same in every warehouse however its names are quoted. */
function sqlTrait(dice: Dice, { name: entity, key, columns }: Entity, name: string): Trait | null {
  if (key.length === 0) return null;
  const column = dice.pick(Object.values(columns));
  return {
    kind: "sql",
    name,
    label: `Label of ${name}`,
    sql: "SELECT * FROM it",
    text: ["SELECT * FROM ", { entity, alias: "it" }],
    key,
    column: column.name,
    type: column.type,
    pii: null,
    reads: [{ entity, columns: Object.keys(columns).sort() }],
  };
}

function valueTrait(
  dice: Dice,
  { catalog, tables, asOf }: Given,
  entity: Entity,
  name: string,
): Trait | null {
  const scene = createScene(dice, catalog, tables, asOf);
  const made = randomValue(scene, entity, dice.pick([1, 1, 2]), randomCondition);
  if (!made || checkTraitValue(catalog, entity.name, { name, value: asWritten(made.value) }).length > 0)
    return null;
  return { kind: "value", name, label: `Label of ${name}`, value: made.value };
}

function withTrait(catalog: Catalog, entity: Entity, trait: Trait): Catalog {
  const traits = { ...entity.traits, [trait.name]: trait };
  return { ...catalog, entities: { ...catalog.entities, [entity.name]: { ...entity, traits } } };
}
