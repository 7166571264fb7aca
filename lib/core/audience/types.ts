import type { ScopeCondition } from "@/lib/core/row-scope/types";
import type { Limit, Segment } from "@/lib/core/segment/types";

/** Another audience; the newest version of it where none is named. Saved versions always name one. */
export type AudienceReference = { audience: string; version?: number };

/** A part of the whole, in percent. Without a name it keeps its place free. */
export type Share = { name?: string; percent: number };

/**
 * Who is in a share is decided by `sha256(salt || unit)`, laid out share after share. A name may come again: its people are
 * those of all its parts. What no share takes belongs to none.
 */
export type Splits = {
  salt: string;
  /** Everyone with the same value goes together; without it, or where it is unknown, everyone goes alone, by their key. */
  unit?: { column: string };
  shares: readonly Share[];
};

/**
 * What an audience is: a segment, and what is done with it, in this order: `scope`, `exclude` (and whom the workspace excludes),
 * `priority`, `limit`, `splits`.
 */
export type AudienceDefinition = Segment & {
  /** The row scope of whoever it was made by, pinned: nobody outside of it is in the audience, whoever reads it. */
  scope?: ScopeCondition;
  exclude?: readonly AudienceReference[];
  /** Only whom no audience earlier in the set has. */
  priority?: { set: string };
  limit?: Limit;
  splits?: Splits;
};

/** The audiences of an entity in the order they are served; a person belongs to one of them at most. */
export type PrioritySet = {
  slug: string;
  name: string;
  entity: string;
  audiences: readonly AudienceReference[];
};
