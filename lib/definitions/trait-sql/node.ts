import { type Place, placeOf } from "./places";

export type SqlNode = Readonly<Record<string, unknown>>;
export type Ident = { value: string; quoted: boolean; place: Place };

/** A name as the parser has it: `{ value, quote_style?, span }`. */
export function ident(node: unknown): Ident | null {
  if (!isNode(node) || typeof node.value !== "string") return null;
  return { value: node.value, quoted: typeof node.quote_style === "string", place: placeOf(node.span) };
}

export function isNode(value: unknown): value is SqlNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0)
  );
}
