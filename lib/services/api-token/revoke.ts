import { z } from "zod";
import { NotFound } from "@/lib/core/errors";
import { lockRow } from "../lock";
import { change } from "../service";

/** From now on it opens nothing. It cannot be taken back. */
export const revokeApiToken = change(
  { name: "api_token.revoke", role: "admin", input: z.object({ id: z.string() }) },
  async ({ tx, actor, audit }, { id }) => {
    const { workspaceId } = actor;
    await lockRow(tx, "ApiToken", workspaceId, id);
    const token = await tx.apiToken.findFirst({ where: { id, workspaceId, revokedAt: null } });
    if (!token) throw new NotFound("API token", id);
    await tx.apiToken.update({ where: { id }, data: { revokedAt: new Date() } });
    await audit({
      action: "api_token.revoke",
      subject: `api_token:${id}`,
      before: { name: token.name, role: token.role },
    });
    return { id };
  },
);
