import type { RunDeps } from "./deps";
import { passedSince } from "./passed";

/** When an attempt last read in the warehouse who may be sent. */
export class Freshness {
  private readAt: number;

  constructor(private readonly deps: Pick<RunDeps, "now" | "recheckMs">) {
    this.readAt = deps.now().getTime();
  }

  /** After reading, not before: a table that takes long to read must not be read for ever. */
  justRead(): void {
    this.readAt = this.deps.now().getTime();
  }

  /** Somebody may have withdrawn since: no further batch of additions is begun by it. */
  isPast(): boolean {
    return passedSince(this.readAt, this.deps.now().getTime()) > this.deps.recheckMs;
  }
}
