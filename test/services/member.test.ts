import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadActor } from "@/lib/services/actor";
import { createMember } from "@/lib/services/member/create";
import { listMembers } from "@/lib/services/member/list";
import { updateMember } from "@/lib/services/member/update";
import { signIn } from "@/lib/services/session/sign-in";
import { lastAudit, makeWorkspace, ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const ana = {
  name: "Ana",
  email: "ana@shop.test",
  role: "marketer" as const,
  password: "correct horse battery",
};

describe("members", () => {
  it("lets an admin add a person, who can then sign in", async () => {
    const workspace = await makeWorkspace();
    const admin = await workspace.actor("admin");
    const row = await createMember(admin, ana);
    expect(row).toEqual({
      id: row.id,
      name: "Ana",
      email: "ana@shop.test",
      role: "marketer",
      disabled: false,
      rowScope: null,
    });
    expect(await lastAudit(workspace.id)).toEqual({
      action: "member.create",
      subject: `user:${row.id}`,
      before: null,
      after: { role: "marketer" },
      reason: null,
      actorId: admin.userId,
    });
    const signedIn = await signIn({ email: "ANA@shop.test ", password: ana.password });
    expect(signedIn).toEqual({
      userId: row.id,
      workspaceId: workspace.id,
      name: "Ana",
      email: "ana@shop.test",
    });
    expect((await listMembers(admin, {})).map((member) => member.name)).toContain("Ana");
  });

  it("refuses a person who is already here", async () => {
    const workspace = await makeWorkspace();
    const admin = await workspace.actor("admin");
    await createMember(admin, { ...ana, email: "twice@shop.test" });
    await expect(createMember(admin, { ...ana, email: "twice@shop.test" })).rejects.toMatchObject({
      code: "ALREADY_MEMBER",
    });
  });

  it("keeps the password of someone who came from another workspace", async () => {
    const [first, second] = [await makeWorkspace(), await makeWorkspace()];
    const email = "both@shop.test";
    const row = await createMember(await first.actor("admin"), { ...ana, email });
    const admin = await second.actor("admin");
    await createMember(admin, { ...ana, email, password: "another password here" });
    await expect(signIn({ email, password: "another password here" })).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    await expect(
      updateMember(admin, { id: row.id, password: "another password here" }),
    ).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  it("ends access at once when a person is disabled", async () => {
    const workspace = await makeWorkspace();
    const marketer = await workspace.actor("marketer");
    const admin = await workspace.actor("admin");
    await updateMember(admin, { id: marketer.userId, disabled: true });
    await expect(loadActor(marketer.userId, workspace.id)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(await lastAudit(workspace.id)).toMatchObject({
      action: "member.update",
      before: { role: "marketer", disabled: false },
      after: { role: "marketer", disabled: true },
    });
  });

  it("changes a role for the next request", async () => {
    const workspace = await makeWorkspace();
    const marketer = await workspace.actor("marketer");
    await updateMember(await workspace.actor("admin"), { id: marketer.userId, role: "approver" });
    expect((await loadActor(marketer.userId, workspace.id)).role).toBe("approver");
  });

  it("keeps one admin", async () => {
    const workspace = await makeWorkspace();
    const admin = await workspace.actor("admin");
    await expect(updateMember(admin, { id: admin.userId, role: "viewer" })).rejects.toMatchObject({
      code: "LAST_ADMIN",
    });
  });

  it("writes no address and no password into the audit", async () => {
    const workspace = await makeWorkspace();
    const admin = await workspace.actor("admin");
    const row = await createMember(admin, { ...ana, email: "renamed@shop.test" });
    await updateMember(admin, { id: row.id, email: "new@shop.test", password: "yet another password" });
    expect((await lastAudit(workspace.id)).after).toEqual({
      role: "marketer",
      disabled: false,
      nameChanged: false,
      emailChanged: true,
      passwordChanged: true,
    });
  });
});
