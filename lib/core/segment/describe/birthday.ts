import { type ResolvedColumn, resolveColumn } from "@/lib/core/catalog/resolve";
import { plainValue } from "@/lib/core/catalog/trait";
import type { Catalog } from "@/lib/core/catalog/types";
import type { SinceValue, Value } from "../types";
import { type Describing, ownerWords } from "./scope";

/** The date of birth a value is, where a row of its entity has only one, so that "birthday" says which. */
export function birthDateOf(catalog: Catalog, entity: string, value: Value): ResolvedColumn | null {
  const plain = plainValue(catalog, entity, value);
  const found = "column" in plain ? resolveColumn(catalog, entity, plain.column) : null;
  if (!found || "problem" in found || found.column.pii !== "birth_date") return null;
  const births = Object.values(found.entity.columns).filter(({ pii }) => pii === "birth_date");
  return births.length === 1 ? found : null;
}

/** What comes round every year: "birthday", "anniversary of signed up at". */
export function anniversaryWords(value: Value, here: Describing): string {
  const birth = birthDateOf(here.catalog, here.entity, value);
  return birth ? `${ownerWords(birth.hops)}birthday` : `anniversary of ${here.value(value)}`;
}

/** Full years since a date of birth. */
export function ageWords({ since, in: unit }: SinceValue, here: Describing): string | null {
  const birth = unit === "year" ? birthDateOf(here.catalog, here.entity, since) : null;
  return birth && `${ownerWords(birth.hops)}age`;
}
