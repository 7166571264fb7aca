/**
 * What services answer and screens show. Plain JSON; counts and ids, never a personal value.
 * Times are ISO text in UTC. Fewer than ten people read "<10" everywhere.
 */
import type { AudienceDefinition } from "./audience/types";
import type { Problem, Remedy } from "./errors";
import type { ListForm } from "./list/held";
import type {
  HeldBack,
  LedgerCounts,
  Mapping,
  PlanSummary,
  RunPhase,
  RunStatus,
  SyncMode,
  SyncUse,
  Waterfall,
} from "./membership/types";
import type { FieldRule, Policy } from "./policy/types";
import type { Change } from "./segment/diff";
import type { Segment, Value } from "./segment/types";

export const ROLES = ["viewer", "marketer", "approver", "admin"] as const;
/** Each role may do what the ones before it may; approvers decide, admins also set policy and connect. */
export type Role = (typeof ROLES)[number];

export type SmallCount = number | "<10";
/** A larger count is withheld where a small group would follow from it by subtraction. */
export type WithheldCount = SmallCount | "10+" | "all but a few";

export type SessionView = {
  user: { id: string; name: string; email: string };
  role: Role;
  workspace: { id: string; name: string; zone: string; demo: boolean };
  approvalsWaiting: number;
};

export type ErrorView = {
  error: { code: string; message: string; fix?: string; remedy: Remedy; problems?: readonly Problem[] };
};

export type CatalogColumnView = {
  name: string;
  label: string;
  type: string;
  pii: string | null;
  description?: string;
};
/** A named value; of one that is not made of SQL the value itself. */
export type CatalogTraitView = {
  name: string;
  label: string;
  type: string;
  description?: string;
  pii: string | null;
  value: Value | null;
};
export type CatalogEntityView = {
  name: string;
  label: string;
  singular: string;
  source: string;
  key: readonly string[];
  timeColumn: string | null;
  /** Has a single key, so audiences can be built of it. */
  segmentable: boolean;
  columns: CatalogColumnView[];
  relations: { name: string; label: string; to: string; cardinality: "one" | "many" }[];
  /** Left out: none. */
  traits?: CatalogTraitView[];
};
export type CatalogView = {
  name: string;
  zone: string;
  warehouse: string;
  version: number;
  entities: CatalogEntityView[];
};

/** What a catalog file says, held against the warehouse; `catalog` is null where the file itself is wrong. */
export type CatalogCheckView = {
  catalog: { name: string; zone: string; warehouse: string; entities: number } | null;
  problems: Problem[];
};
/** The catalog's file as it was imported. */
export type CatalogSourceView = { source: string; baseFolder: string; version: number };

/** What a new workspace needs before its first audience can go anywhere; each is done or not. */
export type FirstStepsView = { catalog: boolean; destination: boolean; policy: boolean; audience: boolean };

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
export type StepKind = "conditions" | "exclude" | "priority" | "limit";
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
/** "about": so few people lie between it and another number shown beside it that they could be told apart. */
export type FunnelCount = SmallCount | "10+" | { about: number };
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
/** How much of an audience is in another one, in steps of ten people at least. */
export type ShareBand =
  | { kind: "none" | "some" | "all" }
  | { kind: "under" | "about" | "over"; percent: number };
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
/** Rows that were looked up, by their keys; more than a few are not listed. */
export type PeopleFoundView = { entity: string; keys: string[]; more: boolean };
/** Which audiences a row is in, by their newest versions. */
export type PersonAudiencesView = {
  entity: string;
  key: string;
  audiences: { id: string; name: string; version: number; isMember: boolean }[];
  /** Audiences whose newest version cannot be read with the present catalog. */
  unreadable: { id: string; name: string }[];
  asOf: string;
};
/** Why a row is in an audience, or is not: each condition with its answer and the values it looked at. */
export type ExplanationView = {
  audience: { id: string; name: string; version: number };
  root: ExplainedView;
  asOf: string;
};
export type ExplainedView = {
  path: string;
  kind: string;
  sentence: string;
  verdict: boolean;
  /** `hidden`: a personal value, which the reader's role may not see; `text` is then null. */
  seen: { words: string; text: string | null; hidden: boolean }[];
  children: ExplainedView[];
};
/** Personal columns are masked; under ten members there is no sample. */
export type SampleView = {
  columns: { name: string; label: string; masked: boolean }[];
  rows: (string | null)[][];
  asOf: string;
};

/** One field of the form a warehouse is connected with. */
export type WarehouseSettingView = {
  id: string;
  label: string;
  help?: string;
  required: boolean;
  input: "text" | "number" | "choice" | "list";
  options?: readonly string[];
  /** What holds when it is left empty, as it is typed. */
  otherwise?: string;
};
export type WarehouseKindView = {
  id: string;
  label: string;
  settings: WarehouseSettingView[];
  secrets: { id: string; label: string; help: string }[];
};
export type WarehouseRow = {
  id: string;
  kind: string;
  kindLabel: string;
  name: string;
  status: "untested" | "connected" | "failing";
  problem: string | null;
  testedAt: string | null;
  /** The catalog in force reads it. */
  inUse: boolean;
};
export type WarehouseView = WarehouseRow & {
  definition: WarehouseKindView;
  settings: Record<string, string>;
};
/** A table a catalog can be drafted from. */
export type WarehouseTableView = {
  /** As a draft is asked for it: `schema.table`, or the file. */
  name: string;
  kind: "table" | "view";
  columns: number;
  /** Columns segments cannot ask about. */
  unreadable: number;
  hasKey: boolean;
  approximateRows: number | null;
};

export type DestinationRow = {
  id: string;
  kind: string;
  kindLabel: string;
  name: string;
  status: "untested" | "connected" | "failing";
  problem: string | null;
  endpoint: string;
  simulated: boolean;
  syncs: number;
  policyVersion: number | null;
};
export type DestinationKindView = {
  id: string;
  label: string;
  summary: string;
  settings: { id: string; label: string; help?: string; required: boolean }[];
  secrets: { id: string; label: string; help: string }[];
  fields: { id: string; label: string; form: "hashed" | "plain"; tags: readonly string[] }[];
  identifiers: { id: string; label: string; fields: readonly string[]; required: readonly string[] }[];
  notes: readonly { text: string; source: string; date: string }[];
};
export type DestinationView = DestinationRow & {
  definition: DestinationKindView;
  settings: Record<string, string>;
  policy: PolicyView | null;
};
export type PolicyView = { version: number; policy: Policy; setBy: string; setAt: string; reason: string };
export type ObjectView = { id: string; name: string; size: string | null };

export type SyncStatus = "draft" | "in_review" | "live" | "paused" | "void";
export type SyncRow = {
  id: string;
  name: string;
  audience: { id: string; name: string };
  destination: { id: string; name: string; kind: string };
  object: { id: string; name: string } | null;
  mode: SyncMode;
  use: SyncUse;
  /** The one share of the audience it takes; null: all of it. */
  split: string | null;
  status: SyncStatus;
  /** Why the approval is void, one sentence. */
  voidReason: string | null;
  /** The change set that waits for a decision, by id. */
  openRequest: string | null;
  lastRun: RunRow | null;
  ledger: LedgerCounts | null;
};
/** How one outgoing field is decided, line by line of the policy. */
export type FieldDecisionView = {
  field: string;
  label: string;
  column: string | null;
  pii: string | null;
  rule: FieldRule;
  form: "hashed" | "plain" | null;
  allowed: boolean;
  /** "policy v3, tag email: hashed" */
  line: string;
  reason: string | null;
};
/** What of its audience a sync takes. */
export type ShareView = {
  /** Null: all of it. */
  takes: { name: string; percent: number } | null;
  /** The other shares with the syncs that take them; what no sync takes is held out. */
  others: { name: string; percent: number; syncs: string[] }[];
  /** Percent in no share. */
  left: number;
};
export type SyncView = SyncRow & {
  /** Of the approved version of the audience, else of its newest; null where it is not split. */
  share: ShareView | null;
  version: number;
  audienceVersion: number | null;
  mapping: Mapping;
  decisions: FieldDecisionView[];
  runs: RunRow[];
};

export type ChangeSetStatus =
  | "measuring"
  | "waiting"
  | "approved"
  | "changes_requested"
  | "withdrawn"
  | "void"
  | "failed";
/** People are shown as anyone may see them; identifiers are exact. */
export type WaterfallView = {
  asOf: string;
  members: WithheldCount;
  heldBack: Record<HeldBack, WithheldCount>;
  eligible: WithheldCount;
  identifiers: Omit<Waterfall["identifiers"], "shared"> & { shared: SmallCount };
};
export type PlanView = Omit<PlanSummary, "people"> & {
  people: { enter: WithheldCount; leave: SmallCount; stay: WithheldCount };
};
export type ImpactView = {
  asOf: string;
  measuredAt: string;
  members: { before: SmallCount | null; after: WithheldCount };
  people: PlanView["people"];
  waterfall: WaterfallView;
  plan: PlanView;
  sample: SampleView | null;
};
export type ChangeSetRow = {
  id: string;
  title: string;
  status: ChangeSetStatus;
  requestedBy: { id: string; name: string };
  requestedAt: string;
  decidedBy: { id: string; name: string } | null;
  decidedAt: string | null;
};
export type ChangeSetView = ChangeSetRow & {
  audience: { id: string; name: string; fromVersion: number | null; toVersion: number };
  sync: { id: string; name: string; destination: string; object: string; mode: SyncMode; use: SyncUse };
  /** Null where the audience is not split. */
  share: ShareView | null;
  /** What became of each condition; null of a first version, or where the old one can no longer be said. */
  changes: Change[] | null;
  /** The old sentence and the new one, line by line. */
  words: { text: string; change: "same" | "added" | "removed" }[];
  sqlBefore: string | null;
  sqlAfter: string;
  decisions: FieldDecisionView[];
  checks: { name: string; ok: boolean; text: string }[];
  impact: ImpactView | null;
  failure: ErrorView["error"] | null;
  hash: string;
  /** What the person who asked wanted the deciders to know. */
  note: string | null;
  /** Why it no longer holds; null while it does. */
  voidReason: string | null;
  comments: { by: string; at: string; text: string }[];
  mayDecide: boolean;
  /** Why the reader may not decide: "You asked for this yourself." */
  mayNotDecideBecause: string | null;
};

export type RunRow = {
  id: string;
  status: RunStatus;
  phase: RunPhase;
  /** "privacy": only removals owed to withdrawn consent, suppression or deletion. */
  lane: "full" | "privacy";
  asOf: string;
  startedAt: string | null;
  finishedAt: string | null;
  adds: number | null;
  removes: number | null;
};
export type RunBatchView = {
  number: number;
  operation: "add" | "remove";
  identifier: string;
  rows: number;
  state: "planned" | "in_flight" | "acknowledged" | "refused";
  received: number | null;
  refused: number | null;
  attempts: number;
  problem: string | null;
};
export type RunView = RunRow & {
  sync: { id: string; name: string };
  audience: { id: string; name: string; version: number };
  share: ShareView | null;
  destination: { id: string; name: string; object: string };
  waterfall: WaterfallView | null;
  plan: PlanView | null;
  /** Identifiers acknowledged, planned in all, and a second. */
  progress: { done: number; planned: number; perSecond: number | null; secondsLeft: number | null };
  ledger: LedgerCounts | null;
  batches: RunBatchView[];
  problem: ErrorView["error"] | null;
  attempts: number;
  triggeredBy: string;
};

export type ActivityRow = {
  sequence: number;
  at: string;
  actor: string;
  action: string;
  subject: string;
  reason: string | null;
  before: unknown;
  after: unknown;
};
export type ChainView = { ok: boolean; events: number; brokenAt: number | null };

/** What rests on something shared: audiences that name it, and live approvals that become void when it changes. */
export type UsageView = { audiences: { id: string; name: string }[]; syncs: { id: string; name: string }[] };

export type TraitUsageView = UsageView & { traits: { entity: string; name: string; label: string }[] };
/** A trait; without an id it is one of the catalog's file. */
export type TraitRow = {
  id: string | null;
  entity: string;
  name: string;
  label: string;
  kind: "value" | "sql";
  /** Null where it cannot be told any more. */
  type: string | null;
  pii: string | null;
  /** What it is made of, in words; its SQL where it is made of that. */
  sentence: string;
  version: number | null;
  /** Why it no longer fits the catalog. */
  problem: string | null;
  updatedAt: string | null;
  updatedBy: string | null;
};
export type TraitView = TraitRow & {
  definition: { label: string; description?: string } & (
    | { kind: "value"; value: Value }
    | { kind: "sql"; sql: string; key: string[]; column: string; type: string; pii: string | null }
  );
  usedBy: TraitUsageView;
  versions: { version: number; createdAt: string; createdBy: string }[];
};
/** What a trait would be, and how its values are spread; `bars` is null where they are personal. */
export type TraitPreviewView = {
  sentence: string;
  type: string;
  pii: string | null;
  touches: InspectView["touches"];
  total: number;
  known: WithheldCount;
  bars: { label: string; people: number }[] | null;
  others: SmallCount;
  asOf: string;
};

/** A list by what is known about it; what it holds is never shown. */
export type ListRow = {
  id: string;
  slug: string;
  name: string;
  form: ListForm;
  entity: string;
  column: string;
  entries: number;
  updatedAt: string;
  updatedBy: string;
};
export type ListView = ListRow & { createdAt: string; createdBy: string; usedBy: UsageView };
/** How a list changed, and what of the lines that were sent was of no use. */
export type ListChangeView = {
  entries: number;
  before: number;
  lines: number;
  blank: number;
  duplicates: number;
};

export type MemberRow = { id: string; name: string; email: string; role: Role; disabled: boolean };

export type { HeldBack };
