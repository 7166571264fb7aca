import { asCoterieError, CoterieError } from "@/lib/core/errors";
import type { BatchAnswer } from "@/lib/core/ports/destination";
import type { AccountGate } from "./account-gate";
import type { Patience, RunDeps } from "./deps";
import { passedSince } from "./passed";
import type { Standing } from "./standing";
import { HoldOn, Stopped } from "./stops";

/** While waiting, how often to look whether someone stopped the run. */
const LOOK_EVERY_MS = 5_000;
const LOOK_AGAIN_MS = 1_000;
const TURNS_TO_MISS = 10;

type CourierOptions = {
  deps: Pick<RunDeps, "now" | "sleep" | "patience">;
  gate: AccountGate;
  standing: () => Promise<Standing>;
  /** Ends waiting. */
  signal: AbortSignal;
  /** Ends calls under way. */
  calls: AbortSignal;
};

/**
 * Calls the platform for one run: waits until the account may be called, looks right before each call whether the run
 * may still send, and keeps trying a platform that fails. All batches share its patience, so one that is down is asked
 * by one at a time; what the platform says of the account goes for every worker.
 */
export class Courier {
  private notBefore = 0;
  private seen = 0;
  private lastGoodAt = 0;
  private readonly patience: Patience;

  constructor(private readonly options: CourierOptions) {
    this.patience = options.deps.patience;
    this.lastGoodAt = this.now();
  }

  async call<T>(
    work: (signal: AbortSignal, attempt: number) => Promise<T>,
    onFailure: (failure: CoterieError) => Promise<void> = async () => {},
    /** Right before each call; throws where there must be none. */
    before: () => void = () => {},
  ): Promise<T> {
    let wait = this.patience.firstMs;
    for (let attempt = 1; ; attempt += 1) {
      const leave = await this.admitted(before);
      try {
        const answer = await work(this.limited(), attempt);
        this.lastGoodAt = this.now();
        return answer;
      } catch (error) {
        const failure = asCoterieError(error);
        await onFailure(failure);
        this.options.signal.throwIfAborted();
        await this.holdBack(failure, wait);
        wait = Math.min(wait * 2, this.patience.longestMs);
      } finally {
        await leave();
      }
    }
  }

  /** Waits for a further call of a batch that takes several. Long waits are for the whole batch: they are thrown. */
  async turn(): Promise<void> {
    const { gate, deps, signal } = this.options;
    for (;;) {
      signal.throwIfAborted();
      const due = await gate.again();
      const ms = "inMs" in due ? due.inMs : due.waitMs;
      if (ms > this.patience.holdMs) throw noTurnBefore(this.now() + ms);
      if (ms > 0) await deps.sleep(ms, signal);
      if ("inMs" in due) return;
    }
  }

  /** What an answer says of the account beside the batch. */
  async heard({ throttledUntil, limits }: Pick<BatchAnswer, "throttledUntil" | "limits">): Promise<void> {
    if (throttledUntil !== undefined) await this.waitUntil(throttledUntil);
    if (limits) await this.options.gate.heard(limits, this.now());
  }

  /** The account wants no call before this instant. */
  private async waitUntil(epochMs: number): Promise<void> {
    this.notBefore = Math.max(this.notBefore, epochMs);
    await this.options.gate.close(epochMs - this.now());
  }

  private async holdBack(failure: CoterieError, wait: number): Promise<void> {
    if (failure.remedy === "wait_until") {
      const until = failure.retryAt ?? this.now() + wait;
      // A platform that says when is not failing.
      this.lastGoodAt = Math.max(this.lastGoodAt, until);
      await this.options.gate.slowDown();
      await this.waitUntil(until);
      return;
    }
    if (failure.remedy !== "retry") throw failure;
    if (this.now() + wait - this.lastGoodAt > this.patience.giveUpMs) throw gaveUp(failure, this.patience);
    this.notBefore = Math.max(this.notBefore, this.now() + wait);
  }

  /**
   * Leave to make one call. Whether the run may still send is looked up before and while waiting, so that the account's
   * place is not held for it; nobody is let in by what was known longer ago than a second.
   */
  private async admitted(before: () => void): Promise<() => Promise<void>> {
    const { gate, deps, signal } = this.options;
    const patientSince = this.lastGoodAt;
    let looked = Number.NEGATIVE_INFINITY;
    const look = async () => {
      if (passedSince(looked, this.now()) < LOOK_AGAIN_MS) return;
      await this.requireStanding();
      looked = this.now();
    };
    let waitedForOthers = 0;
    let turnsMissed = 0;
    for (;;) {
      signal.throwIfAborted();
      await look();
      if (this.notBefore > this.now()) {
        await this.wait(this.notBefore);
        continue;
      }
      const entry = await gate.enter();
      if ("waitMs" in entry) {
        const since = this.now();
        await this.wait(since + entry.waitMs, entry.sooner);
        waitedForOthers += this.now() - since;
        continue;
      }
      // Waiting for the account's turn is no sign of a platform that fails.
      this.lastGoodAt = Math.max(this.lastGoodAt, patientSince + waitedForOthers);
      try {
        if (entry.inMs > 0) await deps.sleep(entry.inMs, signal);
        await look();
        // A machine that is always late would never call at all.
        if (entry.isLate() && turnsMissed < TURNS_TO_MISS) {
          turnsMissed += 1;
          await entry.leave();
          continue;
        }
        before();
        return entry.leave;
      } catch (error) {
        await entry.leave();
        throw error;
      }
    }
  }

  private async wait(until: number, sooner?: Promise<void>): Promise<void> {
    const ms = Math.max(0, until - this.now());
    if (ms > this.patience.holdMs) {
      await this.requireStanding();
      throw new HoldOn(new Date(until));
    }
    const sleep = (signal: AbortSignal) => this.options.deps.sleep(Math.min(ms, LOOK_EVERY_MS), signal);
    if (!sooner) return sleep(this.options.signal);
    const awake = new AbortController();
    await Promise.race([sleep(AbortSignal.any([this.options.signal, awake.signal])), sooner]).finally(() =>
      awake.abort(),
    );
  }

  /** No call lasts longer than its time, whatever an adapter thinks. */
  private limited(): AbortSignal {
    return AbortSignal.any([this.options.calls, AbortSignal.timeout(this.patience.callMs)]);
  }

  private async requireStanding(): Promise<void> {
    const standing = await this.options.standing();
    if (!standing.ok) throw new Stopped(standing);
  }

  /** A clock that is set back takes with it what was to be waited for; one that is set forward ends the waiting. */
  private now(): number {
    const now = this.options.deps.now().getTime();
    const back = Math.max(0, this.seen - now);
    this.notBefore -= back;
    this.lastGoodAt -= back;
    this.seen = now;
    return now;
  }
}

const noTurnBefore = (retryAt: number) =>
  new CoterieError({
    code: "THROTTLED",
    message: "The account has used up the calls it is allowed for now.",
    remedy: "wait_until",
    fix: "It goes on by itself when its turn has come.",
    retryAt,
  });

function gaveUp(failure: CoterieError, { giveUpMs }: Patience): CoterieError {
  return new CoterieError({
    code: "PLATFORM_KEPT_FAILING",
    message: `The platform kept failing for ${durationWords(giveUpMs)}; its last answer: ${failure.message}`,
    fix: "Run it again when the platform is well: it goes on with the same plan where it stopped.",
    remedy: "retry",
    cause: failure,
  });
}

function durationWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  const [amount, unit] = seconds < 60 ? [seconds, "second"] : [Math.round(seconds / 60), "minute"];
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}
