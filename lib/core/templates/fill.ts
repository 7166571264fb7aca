import type { LinesSlot, RowsSlot, SlotName, Slots } from "./types";

type Node = Readonly<Record<string, unknown>>;

/** Every slot a template's tree names. */
export function slotsIn(node: unknown): Set<SlotName> {
  if (typeof node === "string") return new Set(isSlot(node) ? [node] : []);
  if (typeof node !== "object" || node === null) return new Set();
  return new Set(Object.values(node).flatMap((child) => [...slotsIn(child)]));
}

/** The tree with names of the catalog in place of the slots; all of them are there. */
export function fill(node: unknown, slots: Slots): unknown {
  if (typeof node === "string") return isSlot(node) ? nameOf(slots, node) : node;
  if (Array.isArray(node)) return node.map((child) => fill(child, slots));
  if (typeof node !== "object" || node === null) return node;
  const { slot, ...rest } = node as Node;
  if (typeof slot === "string") return slots[slot as SlotName];
  const filled = Object.fromEntries(Object.entries(rest).map(([key, child]) => [key, fill(child, slots)]));
  const rows = rowsOf(slots, rest.of ?? rest.every);
  return rows ? ofRows(filled, rows) : filled;
}

/** Only some of the rows may count, and those of an entity without a time of its own are asked by one that is named. */
function ofRows(filled: Node, rows: RowsSlot | LinesSlot): Node {
  const isStep = !("every" in filled) && !MEASURES.some((key) => key in filled);
  const needsTime = isStep || "during" in filled || "first" in filled || "last" in filled;
  return {
    ...filled,
    ...(rows.where ? { where: both(rows.where, filled.where) } : {}),
    ...(needsTime && "time" in rows && rows.namesTime ? { at: rows.time } : {}),
  };
}

const MEASURES = ["count", "count_distinct", "sum", "avg", "min", "max", "first", "last"];

function both(rows: object, where: unknown): object {
  return where === undefined ? rows : { all: [rows, where] };
}

function rowsOf(slots: Slots, name: unknown): RowsSlot | LinesSlot | null {
  if (name === "$orders") return slots.$orders ?? null;
  if (name === "$activity") return slots.$activity ?? null;
  return name === "$lines" ? (slots.$lines ?? null) : null;
}

function nameOf(slots: Slots, name: SlotName): unknown {
  const slot = slots[name];
  return typeof slot === "object" && "of" in slot ? slot.of : slot;
}

function isSlot(text: string): text is SlotName {
  return text.startsWith("$");
}
