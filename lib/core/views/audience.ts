import type { AudienceDefinition } from "../audience/types";
import type { Change } from "../segment/diff";
import type { SmallCount, WithheldCount } from "./counts";
import type { SyncRow } from "./sync";

export type AudienceStatus = "draft" | "in_review" | "changes_requested" | "approved" | "live" | "paused";

export type AudienceRow = {
  id: string;
  slug: string;
  name: string;
  entity: string;
  /** The newest saved version. */
  version: number | null;
  status: AudienceStatus;
  size: { members: SmallCount; asOf: string } | null;
  history: { asOf: string; members: SmallCount }[];
  destinations: string[];
  owner: string;
  updatedAt: string;
  /** It reaches beyond the rows the reader sees: its sizes are not told, and they do not change it. */
  isBeyondScope: boolean;
};

export type AudienceVersionView = {
  version: number;
  sentence: string;
  createdAt: string;
  createdBy: string;
  approved: boolean;
};

export type AudienceView = AudienceRow & {
  draft: { tree: AudienceDefinition; revision: number; savedAt: string; savedBy: string };
  versions: AudienceVersionView[];
  /** What the newest version says; null where there is none. */
  newestTree: AudienceDefinition | null;
  syncs: SyncRow[];
  /** The newest request, where it was sent back: its page says what should change. */
  sentBack: string | null;
  catalogVersion: number;
};

/** What changed between two versions. */
export type VersionDiffView = {
  from: number;
  to: number;
  /** What became of each condition; null where the old version can no longer be said. */
  changes: Change[] | null;
  lines: { depth: number; text: string; change: "same" | "added" | "removed" }[];
};

/** What rests on an audience. */
export type AudienceUseView = {
  /** `version` null: whatever is newest. */
  audiences: { id: string; name: string; version: number | null; isDraftOnly: boolean }[];
  prioritySets: string[];
  /** Nobody in it is in any other audience of its entity. */
  isExcluded: boolean;
};

export type StepKind = "conditions" | "scope" | "exclude" | "priority" | "limit";

/** How many are left after each thing that is done with an audience, and how many its shares have. */
export type StagesView = {
  steps: { step: StepKind; members: WithheldCount }[];
  /** Null: in no share. */
  shares: { name: string | null; members: WithheldCount }[];
  asOf: string;
};

export type ExclusionView = { id: string; name: string; entity: string; version: number; newest: number };

export type PrioritySetView = {
  id: string;
  slug: string;
  name: string;
  entity: string;
  revision: number;
  updatedAt: string;
  /** In the order they are served. */
  audiences: {
    id: string;
    slug: string;
    name: string;
    /** Null where none was saved when it was added: it takes nobody yet. */
    version: number | null;
    newest: number | null;
    /** Whether its newest version takes its place in the set. */
    takesPart: boolean;
    /** Of its syncs, those that run now and would ask for approval again. */
    liveSyncs: number;
  }[];
};
