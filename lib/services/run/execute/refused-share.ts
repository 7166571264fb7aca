import { Stopped } from "./stops";

/** Of what was sent so far: more than this share refused, and nothing more is added. */
export type RefusalLimit = { share: number /** Not before so many rows are answered. */; afterRows: number };

export const REFUSAL_LIMIT: RefusalLimit = { share: 0.1, afterRows: 1_000 };

/** Counts answers as they come, and stops a run of which the platform refuses too much. Null lets everything pass. */
export class RefusedShare {
  private received: number;
  private refused: number;

  constructor(
    private readonly limit: RefusalLimit | null,
    before: { received: number; refused: number },
  ) {
    this.received = before.received;
    this.refused = before.refused;
  }

  count({ received, refused }: { received: number; refused: number }): void {
    this.received += received;
    this.refused += refused;
    this.require();
  }

  require(): void {
    if (!this.limit || this.received < this.limit.afterRows) return;
    const share = this.refused / this.received;
    if (share > this.limit.share) throw tooManyRefused(share, this.limit.share);
  }
}

function tooManyRefused(share: number, allowed: number): Stopped {
  const percent = (part: number) => `${Math.round(part * 100)} %`;
  return new Stopped({
    ok: false,
    status: "blocked",
    problem: {
      code: "TOO_MANY_REFUSED",
      message: `The platform refused ${percent(share)} of what was sent so far, and at most ${percent(allowed)} may be, so nothing more is added.`,
      fix: "Look at the reasons in the run's batches: a column may hold something else than the platform expects.",
      remedy: "fix_input",
    },
  });
}
