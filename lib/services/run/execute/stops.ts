import type { Finding } from "@/lib/core/guards/types";
import type { Standing } from "./standing";

/** The run may not send any more: cancelled, paused or no longer approved. Not an error. */
export class Stopped extends Error {
  readonly isNoFailure = true;

  constructor(
    readonly standing: Exclude<Standing, { ok: true }>,
    /** Of a guard that stopped it on its way. */
    readonly finding: Finding | null = null,
  ) {
    super(standing.problem.code);
  }
}

/** What is known of who may be sent is too old to send anyone by; what was answered stands. */
export class Stale extends Error {
  readonly isNoFailure = true;

  constructor() {
    super("read again who may be sent");
  }
}

/** The platform wants no call before then; the run is taken up again when the time has come. */
export class HoldOn extends Error {
  readonly isNoFailure = true;

  constructor(readonly until: Date) {
    super("hold on");
  }
}
