import { fieldLabel } from "@/lib/core/catalog/fields";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Transform } from "@/lib/core/record/types";
import { type Base, type Step, unfold } from "./steps";

/** A transform in words: "Tier, looked up in 2 entries". */
export function transformWords(transform: Transform, catalog: Catalog, entity: string): string {
  const { base, steps } = unfold(transform);
  return [baseWords(base, catalog, entity), ...steps.map(stepWords)].join(", ");
}

function baseWords(base: Base, catalog: Catalog, entity: string): string {
  if ("column" in base) return fieldLabel(catalog, entity, base.column);
  return "template" in base ? base.template : `always “${base.constant}”`;
}

function stepWords(step: Step): string {
  if (step.kind === "cast") return `read as ${step.to}`;
  if (step.kind === "date") return `written ${step.format}`;
  const entries = Object.keys(step.table).length;
  return `looked up in ${entries} ${entries === 1 ? "entry" : "entries"}`;
}
