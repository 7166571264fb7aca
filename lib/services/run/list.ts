import { z } from "zod";
import { NotFound } from "@/lib/core/errors";
import { audiencesInside, ofAudiences } from "../row-scope/inside";
import { service } from "../service";
import { cancelledBy } from "./cancelled-by";
import { undoneBy } from "./undone";
import { runRow, runView, withRunView } from "./view";

const PAGE = 100;

/** The newest runs of the workspace. */
export const listRuns = service(
  {
    name: "run.list",
    role: "viewer",
    rows: "kept_within",
    input: z.object({ syncId: z.string().optional() }),
  },
  async ({ actor, db }, { syncId }) => {
    const inside = await audiencesInside(db, actor);
    const runs = await db.run.findMany({
      where: { workspaceId: actor.workspaceId, syncId, ...(inside && { sync: ofAudiences(inside) }) },
      orderBy: { createdAt: "desc" },
      take: PAGE,
    });
    return runs.map(runRow);
  },
);

/** One run with its journal. */
export const getRun = service(
  { name: "run.get", role: "viewer", rows: ({ id }) => ({ run: id }), input: z.object({ id: z.string() }) },
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
