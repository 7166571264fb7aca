import type { SyncMode, SyncUse } from "../membership/types";
import type { RecordMode } from "../ports/destination";
import type { RecordTerms } from "../record/types";
import type { Change } from "../segment/diff";
import type { PriceView, SampleView } from "./builder";
import type { SmallCount, WithheldCount } from "./counts";
import type { FieldDecisionView } from "./decision";
import type { ErrorView } from "./error";
import type { PlanView, WaterfallView } from "./identifiers";
import type { ShareView } from "./share";

export type ChangeSetStatus =
  | "measuring"
  | "waiting"
  | "approved"
  | "changes_requested"
  | "withdrawn"
  | "void"
  | "failed";

export type ImpactView = {
  asOf: string;
  measuredAt: string;
  members: { before: SmallCount | null; after: WithheldCount };
  people: PlanView["people"];
  waterfall: WaterfallView;
  plan: PlanView;
  /** The most who entered and left in a day, as time alone does it; null: not asked, or nobody ever. */
  usual: { enter: SmallCount; leave: SmallCount; days: number } | null;
  sample: SampleView | PriceView | null;
};

export type ChangeSetRow = {
  id: string;
  title: string;
  status: ChangeSetStatus;
  requestedBy: { id: string; name: string };
  requestedAt: string;
  decidedBy: { id: string; name: string } | null;
  decidedAt: string | null;
  /** The standing approval it went live under: decided in advance, looked at by nobody. */
  standing: { id: string; name: string } | null;
  /** Approved by who asked for it, where nobody else decides. */
  unreviewed: boolean;
};

export type ChangeSetView = ChangeSetRow & {
  audience: { id: string; name: string; entity: string; fromVersion: number | null; toVersion: number };
  sync: {
    id: string;
    name: string;
    destination: string;
    object: string;
    mode: SyncMode | RecordMode;
    use: SyncUse;
    /** How records are written; null of a set. */
    record: RecordTerms | null;
  };
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
  /** The standing approval it is nearest to, and why it waits all the same; null: none, or it does not wait. */
  outside: { standing: string; because: string[] } | null;
  /** What the person who asked wanted the deciders to know. */
  note: string | null;
  /** Why it no longer holds; null while it does. */
  voidReason: string | null;
  comments: { by: string; at: string; text: string }[];
  mayDecide: boolean;
  /** Why the reader may not decide: "You asked for this yourself." */
  mayNotDecideBecause: string | null;
};
