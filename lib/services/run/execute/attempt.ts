import type { PlanSummary } from "@/lib/core/membership/types";
import type { DestinationObject } from "@/lib/core/ports/destination";
import type { Lane, SyncState } from "@/lib/core/ports/state-store";
import type { RunKind } from "@/lib/core/views/run";
import type { Lease } from "@/lib/db/lease";
import type { RunDeps } from "./deps";
import type { Freshness } from "./freshness";
import type { Subject } from "./subject";

/** One attempt at a run, by the process that holds the sync's lease and its opened state. */
export type Attempt = {
  runId: string;
  subject: Subject;
  /** What the run was asked for; a blocked run is kept to the privacy lane all the same. */
  lane: Lane;
  kind: RunKind;
  deps: RunDeps;
  state: SyncState;
  lease: Lease;
  freshness: Freshness;
  look: Look;
  /** Fires when the attempt must let go: the lease is lost, or the process ends. */
  signal: AbortSignal;
  /** The same for calls under way: when the process ends, they get a moment to be answered. */
  calls: AbortSignal;
};

/** What the platform says of the sync's object: `ObjectLook`, which is made of the attempt itself. */
export type Look = {
  readonly size: DestinationObject["size"] | null;
  isOwed(summary: PlanSummary): boolean;
  atOnce(): Promise<boolean>;
  now(): Promise<void>;
};
