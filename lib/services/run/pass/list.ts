import { z } from "zod";
import type { PassRow } from "@/lib/core/views/guard";
import { audiencesInside, ofAudiences } from "../../row-scope/inside";
import { service } from "../../service";
import { undoneBy } from "../undone";
import { passRow, withPassedRun } from "./view";

/** Runs that guards blocked and someone wants to let pass, those waiting longest first. */
export const listPasses = service(
  { name: "run.list_passes", role: "viewer", rows: "kept_within", input: z.object({}) },
  async ({ actor, db }): Promise<PassRow[]> => {
    const inside = await audiencesInside(db, actor);
    const waiting = await db.runPass.findMany({
      where: {
        workspaceId: actor.workspaceId,
        status: "waiting",
        ...(inside && { run: { sync: ofAudiences(inside) } }),
      },
      include: withPassedRun,
      orderBy: { requestedAt: "asc" },
      take: 200,
    });
    const undone = await undoneBy(
      db,
      waiting.map(({ run }) => run),
    );
    return waiting.map((pass) => passRow(pass, undone, actor));
  },
);
