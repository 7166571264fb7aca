import type fc from "fast-check";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Tables } from "@/lib/core/segment/evaluate/index";
import { asSegment } from "@/lib/core/segment/parse";
import type { Condition, Segment } from "@/lib/core/segment/types";
import { checkSegment } from "@/lib/core/segment/validate/index";
import { randomCatalog } from "./random/catalogs";
import { AS_OFS } from "./random/cells";
import { randomCondition } from "./random/conditions";
import { arbitraryOf } from "./random/dice";
import { asWritten, RANDOM_LISTS } from "./random/lists";
import { randomTables } from "./random/rows";
import { createScene } from "./random/scene";
import { withRandomTraits } from "./random/traits";

/** A small company: what there is, its rows, and the moment questions are asked at. */
export type Company = { catalog: Catalog; tables: Tables; asOf: string };
export type Question = Company & { segment: Segment };

export const companies: fc.Arbitrary<Company> = arbitraryOf((dice) => {
  const catalog = randomCatalog(dice);
  const asOf = dice.pick(AS_OFS);
  return withRandomTraits(dice, { catalog, tables: randomTables(dice, catalog, asOf), asOf });
});

/** Valid, typed segments of a company's members, their literals drawn from its rows. */
export function segmentsOf({ catalog, tables, asOf }: Company): fc.Arbitrary<Segment> {
  const entity = catalog.entities[memberEntity(catalog)]!;
  return arbitraryOf((dice) => {
    const scene = createScene(dice, catalog, tables, asOf);
    for (;;) {
      const where = randomCondition(scene, entity, dice.pick([1, 2, 2, 3]));
      const segment: Segment = { version: 1, entity: entity.name, where };
      // A literal of the data may be one that must not be written, such as a number with too many places.
      const written = asWritten(segment);
      if (checkSegment(written, catalog, RANDOM_LISTS).length === 0) return asSegment(written, RANDOM_LISTS);
    }
  });
}

export function conditionsOf(company: Company): fc.Arbitrary<Condition> {
  return segmentsOf(company).map(({ where }) => where);
}

/** The first entity has one key column. */
export function memberEntity(catalog: Catalog): string {
  return Object.keys(catalog.entities)[0]!;
}
