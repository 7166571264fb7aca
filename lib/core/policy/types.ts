import type { PiiTag } from "@/lib/core/catalog/types";
import type { Condition } from "@/lib/core/segment/types";

/** What may happen to a field on its way out. "plain" permits hashed too. */
export type FieldRule = "blocked" | "hashed" | "plain";

/** People listed in a table never leave: rows of `entity` whose `column` equals the member's `memberColumn`. */
export type Suppression = { entity: string; column: string; memberColumn: string };

/**
 * What an admin wrote for one destination. Versioned; everything not named is blocked.
 * `consent` is read per segment entity: a condition over its rows (unknown is no), or the admin's word that none is needed.
 * An entity that is not named has no consent and nobody of it leaves.
 */
export type Policy = {
  tags: Partial<Record<PiiTag, FieldRule>>;
  /** By "entity.column"; stronger than the tag's rule. */
  columns: Record<string, FieldRule>;
  consent: Record<string, Condition | "not_required">;
  suppression: Record<string, Suppression[]>;
  /** Tags of personal columns that may tell who is in an audience going there; absent: none. */
  deciding?: PiiTag[];
  /** Fewer people than this never go: additions are blocked. */
  minimumSize: number;
};

export const EMPTY_POLICY: Policy = { tags: {}, columns: {}, consent: {}, suppression: {}, minimumSize: 100 };
