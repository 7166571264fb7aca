import { z } from "zod";
import { TOKEN_ROLES } from "@/lib/core/views/api-token";
import { change } from "../service";
import { newToken, tokenHash, tokenStart } from "./secret";

const input = z.object({
  name: z.string().trim().min(1).max(100),
  role: z.enum(TOKEN_ROLES),
  /** Null: until it is revoked. */
  expiresInDays: z.number().int().min(1).max(730).nullable().default(90),
});

const DAY_MS = 86_400_000;

/** A key for a program, shown this once. It acts in the name of who made it, and may what both may. */
export const createApiToken = change(
  { name: "api_token.create", role: "admin", input },
  async ({ tx, actor, audit }, { name, role, expiresInDays }) => {
    const { workspaceId, userId } = actor;
    const token = newToken();
    const expiresAt = expiresInDays === null ? null : new Date(Date.now() + expiresInDays * DAY_MS);
    const data = { workspaceId, name, role, expiresAt, createdById: userId };
    const { id } = await tx.apiToken.create({
      data: { ...data, hash: tokenHash(token), start: tokenStart(token) },
    });
    await audit({
      action: "api_token.create",
      subject: `api_token:${id}`,
      after: { name, role, expiresAt },
    });
    return { id, token };
  },
);
