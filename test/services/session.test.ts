import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { type Actor, loadActor } from "@/lib/services/actor";
import { appendAudit } from "@/lib/services/audit";
import { createMember } from "@/lib/services/member/create";
import { createFirstAdmin, needsFirstAdmin } from "@/lib/services/session/create-first-admin";
import { listDemoPeople, STORY_TOLD } from "@/lib/services/session/demo-people";
import { getSession } from "@/lib/services/session/get";
import { signIn } from "@/lib/services/session/sign-in";
import { makeWorkspace, ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const password = "a long enough password";

describe("the first admin", () => {
  it("is made once, by one of two requests at the same moment", async () => {
    expect(await needsFirstAdmin()).toBe(true);
    const input = { name: "Olga", email: "olga@shop.test", password, workspace: "Olga's shop" };
    const outcomes = await Promise.allSettled([
      createFirstAdmin(input),
      createFirstAdmin({ ...input, email: "mallory@shop.test" }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "NOT_FIRST" },
    });
    expect(await needsFirstAdmin()).toBe(false);
    expect(await database().user.count()).toBe(1);
  });
});

describe("signing in", () => {
  it("answers a wrong password and an unknown address alike", async () => {
    const workspace = await makeWorkspace();
    const person = { name: "Ben", email: "ben@shop.test", role: "viewer" as const, password };
    await createMember(await workspace.actor("admin"), person);
    const refusal = {
      code: "UNAUTHENTICATED",
      message: "The e-mail address or the password is wrong.",
    };
    await expect(signIn({ email: "ben@shop.test", password: "wrong" })).rejects.toMatchObject(refusal);
    await expect(signIn({ email: "nobody@shop.test", password: "wrong" })).rejects.toMatchObject(refusal);
  });

  it("makes an address wait after five wrong passwords, even with the right one", async () => {
    const workspace = await makeWorkspace();
    const person = { name: "Cleo", email: "cleo@shop.test", role: "viewer" as const, password };
    await createMember(await workspace.actor("admin"), person);
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(signIn({ email: person.email, password: "wrong" })).rejects.toMatchObject({
        code: "UNAUTHENTICATED",
      });
    }
    await expect(signIn({ email: person.email, password })).rejects.toMatchObject({
      code: "TOO_MANY_ATTEMPTS",
      remedy: "wait_until",
    });
    await database().signInFailure.updateMany({
      data: { lockedUntil: new Date(0), firstAt: new Date(0) },
    });
    await expect(signIn({ email: person.email, password })).resolves.toMatchObject({ name: "Cleo" });
  });

  it("lets no more than five guesses at one address through, however many arrive at once", async () => {
    const guesses = Array.from({ length: 12 }, () => signIn({ email: "mia@shop.test", password: "wrong" }));
    const outcomes = await Promise.allSettled(guesses);
    const codes = outcomes.map((outcome) => (outcome as PromiseRejectedResult).reason.code);
    expect(codes.filter((code) => code === "UNAUTHENTICATED")).toHaveLength(5);
    expect(codes.filter((code) => code === "TOO_MANY_ATTEMPTS")).toHaveLength(7);
  });

  it("keeps no address of a failed attempt", async () => {
    await expect(signIn({ email: "typo@shop.test", password: "wrong" })).rejects.toThrow();
    const keys = await database().signInFailure.findMany();
    expect(JSON.stringify(keys)).not.toContain("typo");
  });
});

describe("the session", () => {
  it("says who is here and where", async () => {
    const workspace = await makeWorkspace({ demo: true });
    const actor = await workspace.actor("approver");
    expect(await getSession(actor, {})).toEqual({
      user: { id: actor.userId, name: actor.name, email: `${actor.userId}@coterie.test` },
      role: "approver",
      rowScope: null,
      workspace: {
        ...{ id: workspace.id, name: "Test shop", zone: "UTC", demo: true },
        ...{ selfApprovalHours: null, additionsStopped: null },
      },
      approvalsWaiting: 0,
    });
  });

  it("does not open another workspace", async () => {
    const [mine, other] = [await makeWorkspace(), await makeWorkspace()];
    const actor = await mine.actor("admin");
    await expect(loadActor(actor.userId, other.id)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });
});

describe("the demo's people", () => {
  it("are listed in demo mode only", async () => {
    const workspace = await makeWorkspace({ demo: true });
    const actor = await workspace.actor("marketer");
    expect(await listDemoPeople()).toEqual([]);
    process.env.COTERIE_DEMO = "1";
    try {
      expect(await listDemoPeople()).toContainEqual({
        name: actor.name,
        email: `${actor.userId}@coterie.test`,
        role: "marketer",
        password: "coterie-demo",
      });
      await closeStory(actor);
      await workspace.actor("viewer");
      await (await makeWorkspace({ demo: true })).actor("admin");
      expect((await listDemoPeople()).map(({ name }) => name)).toEqual([actor.name]);
    } finally {
      delete process.env.COTERIE_DEMO;
    }
  });
});

/** As the seed does when everybody of the story is there. */
async function closeStory(actor: Actor): Promise<void> {
  const subject = `workspace:${actor.workspaceId}`;
  await database().$transaction((tx) =>
    appendAudit(tx, actor.workspaceId, actor, { action: STORY_TOLD, subject, after: {} }),
  );
}
