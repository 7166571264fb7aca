import { resolved } from "@/lib/core/catalog/resolve";
import type { Entity } from "@/lib/core/catalog/types";
import type { Value } from "@/lib/core/segment/types";
import { valueType } from "@/lib/core/segment/value-type";
import type { Reading, World } from "./data";
import { rounded } from "./numbers";

/**
 * A value as it is used inside another one: an average or an exact time between is rounded to the places of its type. Which rows
 * are outside, and so of which type it is, shows when it is first asked.
 */
export function settled(world: World, entity: Entity, value: Value, read: Reading): Reading {
  let places: number | null | undefined;
  return (row, outside) => {
    const seen = read(row, outside);
    if (seen?.kind !== "exact") return seen;
    if (places === undefined) {
      const names = outside.map((one) => one.entity.name);
      const type = resolved(valueType(world.catalog, entity.name, value, names));
      places = type.kind === "decimal" ? type.scale : null;
    }
    return places === null ? seen : { kind: "exact", number: rounded(seen.number, places) };
  };
}
