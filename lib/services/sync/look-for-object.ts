import { z } from "zod";
import { service } from "../service";
import { loadSync } from "./load";
import { isThereAgain, reopenEpoch, requireGone } from "./object-gone";

/** Asks the platform once more for an object it said was deleted; where it has it, the sync goes on as before. */
export const lookForObject = service(
  {
    name: "sync.look_for_object",
    role: "marketer",
    rows: ({ id }) => ({ sync: id }),
    input: z.object({ id: z.string() }),
  },
  async ({ actor, db, transaction }, { id }): Promise<{ found: boolean }> => {
    const sync = await loadSync(db, actor.workspaceId, id);
    requireGone(sync);
    const found = await isThereAgain(sync);
    if (found) {
      await transaction(({ tx, audit }) => reopenEpoch(tx, sync, audit));
    }
    return { found };
  },
);
