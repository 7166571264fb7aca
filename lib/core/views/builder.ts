import type { Problem } from "../errors";
import type { HeldBack } from "../membership/types";
import type { Segment } from "../segment/types";
import type { FunnelCount, ShareBand, SmallCount, WithheldCount } from "./counts";

/** Everything the builder shows of a tree that needs no warehouse. */
export type InspectView = {
  problems: Problem[];
  /** The audiences it names, with the version that is meant; null where none was saved. */
  references: {
    audience: string;
    name: string;
    version: number | null;
    newest: number | null;
    isPinned: boolean;
  }[];
  sentence: string;
  /** In the words of its own warehouse. */
  sql: string;
  /** The same for every warehouse there is, its own first; or why one cannot be asked. */
  dialects: { id: string; label: string; sql: string | null; refusal: string | null }[];
  touches: { entity: string; column: string; pii: string | null }[];
};

/** What one condition does to the people who get as far as it, by its place in the tree. */
export type FunnelRowView = {
  path: string;
  /** Its group lets people in who meet any of its conditions; else people must pass one after the other. */
  adds: boolean;
  /** Who is left after it; where it adds, who is in by then. */
  kept: FunnelCount;
  /** Whom it lets go; where it adds, whom it lets in. */
  change: FunnelCount;
  /** Of those who get as far as it, those of whom the value is unknown; null where nothing can be. */
  unknown: FunnelCount | null;
  /** Who meets it, whatever else is asked; null where a few of them could be told apart by it. */
  alone: FunnelCount | null;
  /** How many there would be without it; only where there is nobody. */
  without: FunnelCount | null;
};

export type FunnelView = {
  population: number;
  members: FunnelCount;
  rows: FunnelRowView[];
  asOf: string;
  milliseconds: number;
};

export type CountView = { members: WithheldCount; population: number; asOf: string; milliseconds: number };

/** What answering would cost where bytes are billed: more than is spent without asking. */
export type PriceView = {
  price: { bytes: number; spentToday: number; dailyBytes: number; questionBytes: number };
};

/** Members by a column of theirs, the most frequent values first; values too few have are among the others. */
export type BreakdownView = {
  column: { path: string; label: string };
  values: { value: string; people: number }[];
  unknown: number;
  others: SmallCount;
  /** "too_few": there are under ten members. */
  withheld: "too_few" | null;
  asOf: string;
};

export type OverlapView = {
  audiences: {
    id: string;
    slug: string;
    name: string;
    /** Its newest, which is what is compared. */
    version: number;
    /** How much of this audience is in the other. */
    share: ShareBand | null;
    /** "conditions": they ask the same; "members": nearly all of either are in both. */
    sameAs: "conditions" | "members" | null;
  }[];
  asOf: string;
};

/** Who of the members a destination's policy lets go, and why not the others. */
export type ReachView =
  | {
      blocked: null;
      members: WithheldCount;
      heldBack: Record<HeldBack, WithheldCount>;
      eligible: WithheldCount;
      /** Fewer people than this never go. */
      minimumSize: number;
      policyVersion: number;
      asOf: string;
    }
  /** Nobody may go: there is no policy, or conditions look at columns that it does not let decide. */
  | { blocked: "no_policy"; asOf: string }
  | { blocked: "deciding"; columns: string[]; asOf: string };

/** What happened to the size of a segment between two moments, over the rows as they are now. */
export type ChangesView = {
  from: string;
  asOf: string;
  before: FunnelCount;
  now: FunnelCount;
  entered: FunnelCount;
  left: FunnelCount;
  /** The conditions that let the most in, or keep the most out now; in words. */
  conditions: { words: string; gained: FunnelCount; lost: FunnelCount }[];
  /** The version of then, where it asked for something else, and its size then. */
  earlier: { version: number; members: FunnelCount } | null;
  /** Versions saved in between. */
  versions: { version: number; by: string; at: string; sentence: string }[];
};

/** The language model the environment names, where audiences can be described in words. */
export type AssistView = { model: { name: string; host: string } | null };

/** A start from a sentence; kept nowhere. */
export type DraftedSegmentView = { segment: Segment; model: string };

/** Personal columns are masked; under ten members there is no sample. */
export type SampleView = {
  columns: { name: string; label: string; masked: boolean }[];
  rows: (string | null)[][];
  asOf: string;
};
