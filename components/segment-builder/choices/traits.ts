import type { Catalog } from "@/lib/core/catalog/types";
import { valueType } from "@/lib/core/segment/value-type";
import { startingTest } from "../operators";
import { lockReason, piiOf } from "../pii";
import { KIND_WORDS, type ValueChoice } from "./choice";

/** The named values of an entity, as anything else a row can be asked about. */
export function traitChoices(catalog: Catalog, entityName: string): ValueChoice[] {
  const traits = Object.values(catalog.entities[entityName]?.traits ?? {});
  return traits.flatMap(({ name, label, description }) => {
    const value = { trait: name };
    const type = valueType(catalog, entityName, value);
    if ("problem" in type) return [];
    const pii = piiOf(catalog, entityName, value);
    const isClosed = pii !== null && "known" in startingTest(type.kind, pii);
    return [
      {
        id: `trait ${name}`,
        group: "Traits",
        label,
        hint: KIND_WORDS[type.kind],
        kind: type.kind,
        type: type.kind,
        pii,
        locked: lockReason(pii, type.kind, isClosed),
        note: description,
        also: "trait named calculated",
        make: () => value,
      },
    ];
  });
}
