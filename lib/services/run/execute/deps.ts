import type { Logger } from "pino";
import type { DestinationClient, DestinationDefinition } from "@/lib/core/ports/destination";
import type { StateStore } from "@/lib/core/ports/state-store";
import type { Dialect, SqlQuery, Warehouse } from "@/lib/core/ports/warehouse";
import type { Lease } from "@/lib/db/lease";
import type { AccountGate } from "./account-gate";
import type { Subject } from "./subject";

/** The SQL of a run: who is wanted, and who may be sent at all. */
export type RunQueries = {
  /** With the identifier kinds its columns hold, and whether a column holds what travels beside them. */
  wanted(
    subject: Subject,
    target: Target,
    dialect: Dialect,
  ): { query: SqlQuery; kinds: readonly string[]; hasPayload?: boolean };
  eligible(subject: Subject, dialect: Dialect): SqlQuery;
  /** Who came and went on the day that began so many days before; null where days mean nothing. */
  churn(subject: Subject, dialect: Dialect, before: number): SqlQuery | null;
  /** Everyone in the audience, whatever the policy says. */
  members(subject: Subject, dialect: Dialect): SqlQuery;
  /** Everyone there is, whatever the policy says. */
  everyone(subject: Subject, dialect: Dialect): SqlQuery;
};

export type Target = { definition: DestinationDefinition; client: DestinationClient };

/** How long to keep at a platform that does not answer. */
export type Patience = {
  firstMs: number;
  longestMs: number;
  /** Without any success for this long, the attempt gives up. */
  giveUpMs: number;
  /** A platform that asks for a longer wait than this gets its run taken up again later. */
  holdMs: number;
  /** One call to the platform is ended after this. */
  callMs: number;
  /** For an outcome the platform tells later: how often to ask, and when to stop asking. */
  settle: { firstMs: number; longestMs: number; giveUpMs: number };
};

export const PATIENCE: Patience = {
  firstMs: 1_000,
  longestMs: 60_000,
  giveUpMs: 15 * 60_000,
  holdMs: 90_000,
  callMs: 120_000,
  settle: { firstMs: 2_000, longestMs: 300_000, giveUpMs: 48 * 3_600_000 },
};

export const RECHECK_MS = 5 * 60_000;

/** What a run needs of the world around it. */
export type RunDeps = {
  state: StateStore;
  /** The state of what a warehouse keeps itself; null where it does not. */
  warehouseState?(subject: Subject): Promise<StateStore | null>;
  /** For what the warehouse writes and the state store reads; emptied afterwards. */
  scratch: string;
  openWarehouse(subject: Subject): Promise<{ warehouse: Warehouse; dialect: Dialect }>;
  openTarget(subject: Subject): Target;
  /** What all workers share of its account. */
  gate(subject: Subject, target: Pick<Target, "definition">): AccountGate;
  queries: RunQueries;
  lease(name: string): Promise<Lease | null>;
  now(): Date;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  patience: Patience;
  /** Additions are sent by what was read of consent and suppression at most so long ago. */
  recheckMs: number;
  /** Fires when the process is asked to end: the run is left for another. */
  stopping: AbortSignal;
  log: Pick<Logger, "info" | "warn" | "error">;
};
