import { z } from "zod";
import { NotFound } from "@/lib/core/errors";
import { service } from "../service";
import { cancelledBy } from "./cancelled-by";
import { undoneBy } from "./undone";
import { runRow, runView, withRunView } from "./view";

const PAGE = 100;

/** The newest runs of the workspace. */
export const listRuns = service(
  { name: "run.list", role: "viewer", input: z.object({ syncId: z.string().optional() }) },
  async ({ actor, db }, { syncId }) => {
    const runs = await db.run.findMany({
      where: { workspaceId: actor.workspaceId, syncId },
      orderBy: { createdAt: "desc" },
      take: PAGE,
    });
    return runs.map(runRow);
  },
);

/** One run with its journal. */
export const getRun = service(
  { name: "run.get", role: "viewer", input: z.object({ id: z.string() }) },
  async ({ actor, db }, { id }) => {
    const run = await db.run.findFirst({
      where: { id, workspaceId: actor.workspaceId },
      include: withRunView,
    });
    if (!run) throw new NotFound("run", id);
    const beside = { undone: await undoneBy(db, [run]), cancelled: await cancelledBy(db, run) };
    return runView(run, beside, actor);
  },
);
