import { randomUUID } from "node:crypto";
import { hashOf } from "@/lib/core/canonical";
import { GRACE, paceOf } from "@/lib/core/destination/limits";
import type { AccountLimits, BatchAnswer } from "@/lib/core/ports/destination";
import {
  closeAccount,
  ensureAccount,
  postpone,
  releaseSlot,
  renewSlots,
  slowDown,
  takeTurn,
} from "@/lib/db/account-limits";
import { awaitSlot } from "@/lib/db/slot-bell";

/** Leave to make one call of an account, or how long to wait before asking again. */
export type Entry =
  | {
      inMs: number;
      /** So long after its turn that it would crowd the turns of others: it must ask again instead. */
      isLate(): boolean;
      leave(): Promise<void>;
    }
  | {
      waitMs: number;
      /** Resolves when it is worth asking sooner. */
      sooner?: Promise<void>;
    };

/** The one door of an account, for every worker. */
export interface AccountGate {
  enter(): Promise<Entry>;
  /** A further call of whoever has entered: when it may be made, or how long to wait before asking again. */
  again(): Promise<{ inMs: number } | { waitMs: number }>;
  /** The platform wants no call for so long. */
  close(forMs: number): Promise<void>;
  /** It refused a call for being one too many. */
  slowDown(): Promise<void>;
  /** What it says is left. */
  heard(limits: NonNullable<BatchAnswer["limits"]>, nowMs: number): Promise<void>;
}

/** A slot is free again so long after its worker is gone. */
const LEASE_SECONDS = 15;
const RENEW_EVERY_MS = 5_000;
/** A call that is due within this time is waited for with its place held. */
const NEAR_MS = 2_000;
const LONGEST_GRACE_MS = 2_000;
/** A place whose worker died is free when its lease is over, and nobody rings for it. */
const ASK_ANYWAY_MS = 1_000;

/** Two destinations of one account share its limits. */
export function accountKey(kind: string, endpoint: string, account: string): string {
  return `${kind} ${hashOf([endpoint, account]).slice(0, 32)}`;
}

export function accountGate(account: string, { concurrency, rates }: AccountLimits): AccountGate {
  const paces = rates.map(paceOf);
  const graceMs = Math.min(...rates.map(({ perSeconds }) => perSeconds * 1_000 * GRACE), LONGEST_GRACE_MS);
  let ready: Promise<void> | undefined;

  return {
    async enter() {
      ready ??= ensureAccount(
        account,
        rates.map(({ id }) => id),
        concurrency,
      );
      await ready;
      const holder = randomUUID();
      const take = () =>
        takeTurn({
          ...{ account, paces, nearMs: NEAR_MS },
          place: { among: concurrency, holder, leaseSeconds: LEASE_SECONDS },
        });
      let turn = await take();
      if (turn.outcome === "no_place") {
        // Listening first and asking once more: a place that is given up in between is not missed.
        const bell = awaitSlot(account);
        turn = await take();
        if (turn.outcome === "no_place") {
          setTimeout(bell.off, ASK_ANYWAY_MS).unref();
          return { waitMs: ASK_ANYWAY_MS, sooner: bell.rung.finally(bell.off) };
        }
        bell.off();
      }
      clock.hear(turn.nowMs);
      const left = () => clock.until(turn.dueMs);
      if (turn.outcome === "not_yet") return { waitMs: Math.max(1, left()) };
      keep(holder);
      return {
        inMs: Math.max(0, left()),
        isLate: () => left() < -graceMs,
        leave() {
          held.delete(holder);
          return releaseSlot(account, holder);
        },
      };
    },
    async again() {
      const { outcome, dueMs, nowMs } = await takeTurn({ account, paces, place: null, nearMs: NEAR_MS });
      clock.hear(nowMs);
      const left = clock.until(dueMs);
      return outcome === "granted" ? { inMs: Math.max(0, left) } : { waitMs: Math.max(1, left) };
    },
    close: (forMs) => closeAccount(account, forMs),
    slowDown: () => slowDown(account),
    async heard({ rate = rates[0]?.id, remaining, resetAt }, nowMs) {
      const left = resetAt - nowMs;
      // Plenty is left: our own pace is slow enough.
      if (rate === undefined || left <= 0 || remaining > 2 * concurrency) return;
      await postpone(account, rate, left / Math.max(1, remaining));
    },
  };
}

/**
 * What the database's clock says by this process's own. Of all it heard lately, what arrived fastest is closest to the
 * truth: a process that stood still for a moment must not take its turns for later ones.
 */
class DatabaseClock {
  private offsets: number[] = [];

  hear(databaseMs: number): void {
    this.offsets = [...this.offsets.slice(-99), performance.now() - databaseMs];
  }

  until(databaseMs: number): number {
    return databaseMs + Math.min(...this.offsets) - performance.now();
  }
}

const clock = new DatabaseClock();

/** Slots this process holds; one timer renews them all. */
const held = new Set<string>();
let renewing: NodeJS.Timeout | undefined;

function keep(holder: string): void {
  held.add(holder);
  if (renewing) return;
  renewing = setInterval(() => {
    // A renewal that fails is tried again long before the lease is over.
    if (held.size > 0) renewSlots([...held], LEASE_SECONDS).catch(() => undefined);
  }, RENEW_EVERY_MS).unref();
}

/** Without limits of its own: for what is spoken to by one process alone. */
export const openGate: AccountGate = {
  enter: async () => ({ inMs: 0, isLate: () => false, leave: async () => undefined }),
  again: async () => ({ inMs: 0 }),
  close: async () => undefined,
  slowDown: async () => undefined,
  heard: async () => undefined,
};
