import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import type { Actor } from "@/lib/services/actor";
import { createApiToken } from "@/lib/services/api-token/create";
import { listApiTokens } from "@/lib/services/api-token/list";
import { loadTokenActor } from "@/lib/services/api-token/load";
import { revokeApiToken } from "@/lib/services/api-token/revoke";
import { listSyncs } from "@/lib/services/sync/list";
import { lastAudit, makeWorkspace, ownDatabase, type TestWorkspace } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

let workspace: TestWorkspace;
let admin: Actor;
beforeEach(async () => {
  workspace = await makeWorkspace();
  admin = await workspace.actor("admin");
  await workspace.actor("admin");
});
const make = (role: "viewer" | "marketer" = "marketer") => createApiToken(admin, { name: "ci", role });

describe("an API token", () => {
  it("speaks for who made it, with its own role and name", async () => {
    const { token } = await make();
    expect(token).toMatch(/^coterie_[\w-]{43}$/);
    const actor = await loadTokenActor(token);
    expect(actor).toEqual({
      userId: admin.userId,
      name: `${admin.name} (API token ci)`,
      workspaceId: workspace.id,
      role: "marketer",
      rowScope: null,
      token: "ci",
    });
    expect(await listSyncs(actor, {})).toEqual([]);
  });

  it("is kept as a hash, and listed without what it opens", async () => {
    const { id, token } = await make("viewer");
    const row = await database().apiToken.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(row)).not.toContain(token.slice(14));
    const [listed] = await listApiTokens(admin, {});
    expect(listed).toMatchObject({
      id,
      name: "ci",
      role: "viewer",
      start: token.slice(0, 13),
      createdBy: admin.name,
      lastUsedAt: null,
      problem: null,
    });
    expect(await lastAudit(workspace.id)).toMatchObject({
      action: "api_token.create",
      after: { name: "ci", role: "viewer" },
    });
    await loadTokenActor(token);
    expect((await listApiTokens(admin, {}))[0]?.lastUsedAt).not.toBeNull();
  });

  it("opens nothing once it is revoked, and is no longer listed", async () => {
    const { id, token } = await make();
    await revokeApiToken(admin, { id });
    await expect(loadTokenActor(token)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
      message: "This API token was revoked.",
    });
    expect(await listApiTokens(admin, {})).toEqual([]);
    expect(await lastAudit(workspace.id)).toMatchObject({
      action: "api_token.revoke",
      before: { name: "ci" },
    });
    await expect(revokeApiToken(admin, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("opens nothing after its last day", async () => {
    const { id, token } = await make();
    await database().apiToken.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } });
    await expect(loadTokenActor(token)).rejects.toMatchObject({ message: "This API token has expired." });
  });

  it("never may more than who made it, and nothing once they are gone", async () => {
    const { token } = await make("marketer");
    const where = { workspaceId_userId: { workspaceId: workspace.id, userId: admin.userId } };
    await database().membership.update({ where, data: { role: "viewer" } });
    expect(await loadTokenActor(token)).toMatchObject({ role: "viewer" });
    await database().membership.update({ where, data: { disabled: true } });
    await expect(loadTokenActor(token)).rejects.toMatchObject({
      message: `${admin.name}, who made this API token, is no longer a member.`,
    });
  });

  it("cannot be one that decides", async () => {
    for (const role of ["approver", "admin"]) {
      await expect(createApiToken.from(admin, { name: "ci", role })).rejects.toMatchObject({
        code: "INVALID_INPUT",
      });
    }
  });

  it("is refused when there is no such one", async () => {
    await expect(loadTokenActor("coterie_nothing")).rejects.toMatchObject({
      message: "There is no such API token.",
    });
  });
});
