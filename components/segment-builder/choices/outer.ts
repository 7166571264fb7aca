import type { Catalog } from "@/lib/core/catalog/types";
import type { Value } from "@/lib/core/segment/types";
import type { ValueChoice } from "./choice";
import { valueChoices } from "./values";

/** Values of the rows around: of the nearest first. Each level further out is one `outer` more. */
export function outerChoices(catalog: Catalog, outer: readonly string[]): ValueChoice[] {
  return outer.toReversed().flatMap((name, index) => {
    const entity = catalog.entities[name];
    return valueChoices(catalog, name)
      .filter(({ id }) => id.startsWith("column "))
      .map((choice) => ({
        ...choice,
        id: `outer ${index} ${choice.id}`,
        group: `The ${entity?.singular ?? name} outside`,
        make: () => lifted(choice.make(), index + 1),
      }));
  });
}

function lifted(value: Value, levels: number): Value {
  return levels === 0 ? value : { outer: lifted(value, levels - 1) };
}
