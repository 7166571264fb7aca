import { fieldLabel } from "@/lib/core/catalog/fields";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Transform } from "@/lib/core/record/types";
import { type Base, type Step, unfold } from "./steps";

/** Entries of a look-up that are said; whoever approves sees what is sent in place of what. */
const MOST_TOLD = 20;

/** A transform in words: "Tier, looked up: gold → A; else unknown". */
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
  const entries = Object.entries(step.table);
  const told = entries.slice(0, MOST_TOLD).map(([from, to]) => `${from} → ${to}`);
  const more = entries.length > MOST_TOLD ? [`${entries.length - MOST_TOLD} more`] : [];
  const rest = step.otherwise === undefined ? "else unknown" : `else ${step.otherwise}`;
  return `looked up: ${[...told, ...more, rest].join("; ")}`;
}
