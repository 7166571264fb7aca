import { z } from "zod";
import { NotFound } from "@/lib/core/errors";
import { currentCatalog } from "../catalog/current";
import { service } from "../service";
import { audienceView, withAudienceRow } from "./view";

export const getAudience = service(
  { name: "audience.get", role: "viewer", input: z.object({ id: z.string() }) },
  async ({ actor, db }, { id }) => {
    const { workspaceId } = actor;
    const audience = await db.audience.findFirst({ where: { id, workspaceId }, include: withAudienceRow });
    if (!audience) throw new NotFound("audience", id);
    const { version } = await currentCatalog(db, workspaceId);
    return audienceView(audience, version);
  },
);
