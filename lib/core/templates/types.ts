import type { Condition, Segment } from "@/lib/core/segment/types";

/**
 * A start for an audience, as data: a condition in the segment language in which names that differ from company to
 * company are slots. `$name` stands for a relation or a column, `{ slot: "$name" }` for a whole condition.
 */
export type Template = {
  id: string;
  label: string;
  /** Who that is, in one line. */
  summary: string;
  where: object;
};

/** Rows a person has many of: which, of which entity, and which of them count where others lie among them. */
export type LinesSlot = { of: string; end: string; where?: Condition };
/** Those that happened at some time. `namesTime`: the catalog does not say by which column, so the tree must. */
export type RowsSlot = LinesSlot & { time: string; namesTime: boolean };

/** What a catalog offers for the slots of templates; what is absent, it does not have. */
export type Slots = {
  $orders?: RowsSlot;
  $orders_time?: string;
  $amount?: string;
  $discounted?: Condition;
  $lines?: LinesSlot;
  $category?: string;
  $activity?: RowsSlot;
  $event_name?: string;
  $birthday?: string;
};
export type SlotName = keyof Slots;

/** A template held against a catalog: a tree to start from, or what the catalog lacks, in words. */
export type TemplateFit = Omit<Template, "where"> &
  ({ fits: true; segment: Segment } | { fits: false; missing: string[] });
