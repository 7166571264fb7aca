import { z } from "zod";
import type { ApiTokenRow } from "@/lib/core/views/api-token";
import type { Prisma } from "@/lib/db/generated/client";
import { service } from "../service";

const withMaker = { createdBy: { include: { memberships: true } } } satisfies Prisma.ApiTokenInclude;
export type TokenWithMaker = Prisma.ApiTokenGetPayload<{ include: typeof withMaker }>;
export { withMaker };

/** The tokens of the workspace, without what they open. Revoked ones are in the activity only. */
export const listApiTokens = service(
  { name: "api_token.list", role: "admin", input: z.object({}) },
  async ({ actor, db }): Promise<ApiTokenRow[]> => {
    const tokens = await db.apiToken.findMany({
      where: { workspaceId: actor.workspaceId, revokedAt: null },
      include: withMaker,
      orderBy: { createdAt: "desc" },
    });
    return tokens.map(tokenRow);
  },
);

function tokenRow(token: TokenWithMaker): ApiTokenRow {
  return {
    id: token.id,
    name: token.name,
    role: token.role,
    start: token.start,
    createdBy: token.createdBy.name,
    createdAt: token.createdAt.toISOString(),
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    expiresAt: token.expiresAt?.toISOString() ?? null,
    problem: whyRefused(token, new Date()),
  };
}

/** Why a token opens nothing; null while it does. */
export function whyRefused(token: TokenWithMaker, now: Date): string | null {
  if (token.revokedAt) return "This API token was revoked.";
  if (token.expiresAt && token.expiresAt <= now) return "This API token has expired.";
  return makerOf(token) ? null : `${token.createdBy.name}, who made this API token, is no longer a member.`;
}

export function makerOf({ createdBy, workspaceId }: TokenWithMaker) {
  return createdBy.memberships.find((one) => one.workspaceId === workspaceId && !one.disabled);
}
