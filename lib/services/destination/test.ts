import { z } from "zod";
import { asCoterieError } from "@/lib/core/errors";
import { service } from "../service";
import { connectDestination, loadDestination } from "./load";

/** Speaks to the account, and keeps what came of it. Throws what the platform refused. */
export const testDestination = service(
  { name: "destination.test", role: "admin", input: z.object({ id: z.string() }) },
  async ({ actor, db, transaction }, { id }) => {
    const row = await loadDestination(db, actor.workspaceId, id);
    const outcome = await tryAccount(() => connectDestination(row).test());
    const problem = outcome.error?.message ?? null;
    const status = outcome.error ? "failing" : "connected";
    await transaction(async ({ tx, audit }) => {
      await tx.destination.update({
        where: { id },
        data: {
          status,
          problem,
          testedAt: new Date(),
          ...(outcome.found ? { account: outcome.found.account } : {}),
        },
      });
      await audit({
        action: "destination.test",
        subject: `destination:${id}`,
        before: { status: row.status },
        after: { status, code: outcome.error?.code ?? null },
      });
    });
    if (outcome.error) throw outcome.error;
    return outcome.found;
  },
);

async function tryAccount<T>(work: () => Promise<T>) {
  try {
    return { found: await work(), error: null };
  } catch (error) {
    return { found: null, error: asCoterieError(error) };
  }
}
