import type { ColumnKind } from "@/lib/core/catalog/types";
import type { Accepts } from "../picker/value-picker";

export const anyKind: Accepts = () => true;
export const numbers: Accepts = (kind) => kind === "integer" || kind === "decimal" || kind === "double";
export const moments: Accepts = (kind) => kind === "date" || kind === "timestamp";
export const ordered: Accepts = (kind) => kind !== "boolean";

/** Kinds that can stand beside one another: numbers with numbers, dates with times, else the same. */
export function comparableWith(kind: ColumnKind): Accepts {
  return [numbers, moments].find((family) => family(kind)) ?? ((other) => other === kind);
}
