import type { DefinitionDiff } from "../definitions/types";
import type { Problem } from "../errors";

/** A file of a folder of definitions, by its path in the folder. */
export type DefinitionFileView = { path: string; text: string };

/** An approval, or a request for one, that would no longer hold. */
export type VoidedView = {
  sync: { id: string; name: string };
  what: "approval" | "request";
  /** One sentence. */
  reason: string;
};

/**
 * What applying does with one thing. "at_once": no approval is bound to it. "version": a version that runs once it is approved.
 * "draft": set up, and waiting for its first approval. "left": not for whoever applies, or not for files at all.
 */
export type DefinitionEffect = "nothing" | "at_once" | "version" | "draft" | "left";

export type DefinitionChangeView = DefinitionDiff & {
  /** Its file in the folder; null where only the workspace has it. */
  file: string | null;
  does: DefinitionEffect;
  /** To whom it is left and what they do, one sentence. */
  because: string | null;
  voids: VoidedView[];
};

export type DefinitionsPlanView = {
  changes: DefinitionChangeView[];
  /** Syncs that approval is asked for; those that are not there yet have no id. */
  asks: { id: string | null; name: string }[];
  /** What keeps all of it from being applied; empty: nothing. */
  blocked: Problem[];
};

/** Of one sync, which does not stop the others. */
export type RefusedSyncView = { name: string; code: string; message: string; fix: string | null };

export type DefinitionsAppliedView = Pick<DefinitionsPlanView, "changes"> & {
  /** Requests for approval that were opened. */
  requests: { id: string; sync: { id: string; name: string } }[];
  /** Syncs that are not as their files say: what only shows when it is done, as at the platform. */
  refused: RefusedSyncView[];
  /** Syncs that approval could not be asked for. */
  notAsked: RefusedSyncView[];
};

/** What became of a sync whose file was applied alone. */
export type SyncAppliedView = {
  id: string;
  name: string;
  /** Nothing an approval is bound to is otherwise; made; a draft that was changed; changed and waiting for approval. */
  outcome: "same" | "created" | "draft" | "asked";
  /** The request for approval that waits, by id. */
  request: string | null;
  /** When it runs, in words. */
  schedule: string;
};
