import { asCoterieError, CoterieError } from "@/lib/core/errors";
import type { Patience, RunDeps } from "./deps";
import type { Standing } from "./standing";
import { HoldOn, Stopped } from "./stops";

/** While waiting, how often to look whether someone stopped the run. */
const LOOK_EVERY_MS = 5_000;

type CourierOptions = {
  deps: Pick<RunDeps, "now" | "sleep" | "patience">;
  standing: () => Promise<Standing>;
  signal: AbortSignal;
};

/**
 * Calls the platform for one run: looks before each call whether the run may still send, waits when told to, and
 * keeps trying a platform that fails. All batches share its patience, so one that is down is asked by one at a time.
 */
export class Courier {
  private notBefore = 0;
  private lastGoodAt: number;
  private readonly patience: Patience;

  constructor(private readonly options: CourierOptions) {
    this.patience = options.deps.patience;
    this.lastGoodAt = this.now();
  }

  async call<T>(
    work: (signal: AbortSignal) => Promise<T>,
    onFailure: (failure: CoterieError) => Promise<void> = async () => {},
    /** Right before each call; throws where there must be none. */
    before: () => void = () => {},
  ): Promise<T> {
    let wait = this.patience.firstMs;
    for (;;) {
      await this.mayGoOn();
      before();
      try {
        const answer = await work(this.options.signal);
        this.lastGoodAt = this.now();
        return answer;
      } catch (error) {
        const failure = asCoterieError(error);
        await onFailure(failure);
        this.options.signal.throwIfAborted();
        this.holdBack(failure, wait);
        wait = Math.min(wait * 2, this.patience.longestMs);
      }
    }
  }

  /** The account wants no call before this instant. */
  waitUntil(epochMs: number): void {
    this.notBefore = Math.max(this.notBefore, epochMs);
  }

  private holdBack(failure: CoterieError, wait: number): void {
    if (failure.remedy === "wait_until") {
      const until = failure.retryAt ?? this.now() + wait;
      // A platform that says when is not failing.
      this.lastGoodAt = Math.max(this.lastGoodAt, until);
      this.waitUntil(until);
      return;
    }
    if (failure.remedy !== "retry") throw failure;
    if (this.now() + wait - this.lastGoodAt > this.patience.giveUpMs) throw gaveUp(failure, this.patience);
    this.waitUntil(this.now() + wait);
  }

  private async mayGoOn(): Promise<void> {
    for (;;) {
      this.options.signal.throwIfAborted();
      const standing = await this.options.standing();
      if (!standing.ok) throw new Stopped(standing);
      const left = this.notBefore - this.now();
      if (left <= 0) return;
      if (left > this.patience.holdMs) throw new HoldOn(new Date(this.notBefore));
      await this.options.deps.sleep(Math.min(left, LOOK_EVERY_MS), this.options.signal);
    }
  }

  private now(): number {
    return this.options.deps.now().getTime();
  }
}

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
