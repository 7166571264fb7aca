import type { Finding } from "@/lib/core/guards/types";
import { blockedBy } from "./guard";
import type { BatchResult } from "./journal";
import { Stopped } from "./stops";

type Answered = { rows: number; refused: number };

/** Counts answers as they come, and stops a run of which the platform refuses too much. Null lets everything pass. */
export class RefusedShare {
  private readonly answered: Answered;

  constructor(
    private readonly judge: ((answered: Answered) => Finding | null) | null,
    before: { received: number; refused: number },
  ) {
    this.answered = { rows: before.received, refused: before.refused };
  }

  count({ received, refused, refusedRows }: Pick<BatchResult, "received" | "refused" | "refusedRows">): void {
    this.answered.rows += received;
    this.answered.refused += refused - refusedRows.filter(({ unknown }) => unknown).length;
    this.require();
  }

  require(): void {
    const finding = this.judge?.(this.answered) ?? null;
    if (!finding) return;
    throw new Stopped({ ok: false, status: "blocked", problem: blockedBy(finding, [finding]) }, finding);
  }
}
