import { z } from "zod";
import { service } from "../service";
import { audienceRow, withAudienceRow } from "./view";

export const listAudiences = service(
  { name: "audience.list", role: "viewer", rows: "kept_within", input: z.object({}) },
  async ({ actor, db }) => {
    const audiences = await db.audience.findMany({
      where: { workspaceId: actor.workspaceId },
      include: withAudienceRow,
      orderBy: { updatedAt: "desc" },
    });
    return audiences.map((audience) => audienceRow(audience, actor));
  },
);
