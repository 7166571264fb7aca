import type { Standing } from "./standing";

/** The run may not send any more: cancelled, paused or no longer approved. Not an error. */
export class Stopped extends Error {
  constructor(readonly standing: Exclude<Standing, { ok: true }>) {
    super(standing.problem.code);
  }
}

/** The platform wants no call before then; the run is taken up again when the time has come. */
export class HoldOn extends Error {
  constructor(readonly until: Date) {
    super("hold on");
  }
}
