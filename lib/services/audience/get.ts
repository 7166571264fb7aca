import { z } from "zod";
import { NotFound } from "@/lib/core/errors";
import { currentCatalog } from "../catalog/current";
import { service } from "../service";
import { lastRunsOf } from "../sync/last-runs";
import { audienceView, withAudienceRow } from "./view";

export const getAudience = service(
  { name: "audience.get", role: "viewer", rows: "kept_within", input: z.object({ id: z.string() }) },
  async ({ actor, db }, { id }) => {
    const { workspaceId } = actor;
    const audience = await db.audience.findFirst({ where: { id, workspaceId }, include: withAudienceRow });
    if (!audience) throw new NotFound("audience", id);
    const { version } = await currentCatalog(db, workspaceId);
    const syncs = audience.syncs.map((sync) => sync.id);
    return audienceView(audience, version, await lastRunsOf(db, syncs), actor);
  },
);
