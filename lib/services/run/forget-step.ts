import { Conflict } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";

/** What stands for the key of a chosen member once its run has ended. */
const FORGOTTEN = "";

/** Whom a step of a first run was for is not kept beyond the run's end. */
export async function forgetStep(tx: Transaction, id: string): Promise<void> {
  await tx.run.updateMany({ where: { id, rampKey: { not: null } }, data: { rampKey: FORGOTTEN } });
}

/** Before a run is taken up again: without the member it was for, it would be for whoever comes first. */
export function requireStep({ rampKey }: { rampKey: string | null }): void {
  if (rampKey !== FORGOTTEN) return;
  throw new Conflict(
    "STEP_FORGOTTEN",
    "This step was for one chosen member, who is not kept once it has ended.",
    "Start the step again for the same member.",
  );
}
