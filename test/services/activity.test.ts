import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditHash, CHAIN_START } from "@/lib/core/audit/chain";
import { database } from "@/lib/db/client";
import { listActivity } from "@/lib/services/activity/list";
import { verifyActivity } from "@/lib/services/activity/verify";
import { appendAudit, COTERIE } from "@/lib/services/audit";
import { makeWorkspace, ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

async function addEvents(workspaceId: string, count: number) {
  for (let number = 1; number <= count; number++) {
    await database().$transaction((tx) =>
      appendAudit(tx, workspaceId, COTERIE, {
        action: "test.event",
        subject: `thing:${number}`,
        before: { b: 1, a: [number, { z: null, y: "ü" }] },
        after: { text: "1.0", number: 1.5, nested: { when: new Date(0) } },
        reason: number % 2 === 0 ? "even" : null,
      }),
    );
  }
}

async function hashAt(workspaceId: string, sequence: number): Promise<string> {
  const event = await database().auditEvent.findFirstOrThrow({ where: { workspaceId, sequence } });
  return event.hash;
}

/** As someone with the database's own rights could. */
async function tamper(sql: string) {
  await database().$executeRawUnsafe(`ALTER TABLE "AuditEvent" DISABLE TRIGGER immutable`);
  await database().$executeRawUnsafe(sql);
  await database().$executeRawUnsafe(`ALTER TABLE "AuditEvent" ENABLE TRIGGER immutable`);
}

describe("the audit chain", () => {
  it("verifies what was written", async () => {
    const workspace = await makeWorkspace();
    await addEvents(workspace.id, 5);
    const viewer = await workspace.actor("viewer");
    expect(await verifyActivity(viewer, {})).toEqual({
      ok: true,
      events: 5,
      brokenAt: null,
      hash: await hashAt(workspace.id, 5),
    });
    expect(await listActivity(viewer, { before: 3 })).toMatchObject([
      { sequence: 2, actor: "Coterie", action: "test.event", subject: "thing:2", reason: "even" },
      { sequence: 1, subject: "thing:1", reason: null },
    ]);
  });

  it("stays whole when many write at once", async () => {
    const workspace = await makeWorkspace();
    await Promise.all([1, 2, 3, 4, 5, 6].map(() => addEvents(workspace.id, 3)));
    expect(await verifyActivity(await workspace.actor("viewer"), {})).toEqual({
      ok: true,
      events: 18,
      brokenAt: null,
      hash: await hashAt(workspace.id, 18),
    });
  });

  it("finds the first event that was changed", async () => {
    const workspace = await makeWorkspace();
    await addEvents(workspace.id, 4);
    await tamper(
      `UPDATE "AuditEvent" SET "after" = '{"text": "2.0"}' WHERE "workspaceId" = '${workspace.id}' AND sequence = 3`,
    );
    expect(await verifyActivity(await workspace.actor("viewer"), {})).toEqual({
      ok: false,
      events: 2,
      brokenAt: 3,
      hash: await hashAt(workspace.id, 2),
    });
  });

  it("finds where an event was taken out", async () => {
    const workspace = await makeWorkspace();
    await addEvents(workspace.id, 4);
    await tamper(`DELETE FROM "AuditEvent" WHERE "workspaceId" = '${workspace.id}' AND sequence = 2`);
    expect(await verifyActivity(await workspace.actor("viewer"), {})).toEqual({
      ok: false,
      events: 1,
      brokenAt: 3,
      hash: await hashAt(workspace.id, 1),
    });
  });

  it("finds that the newest events were cut off, and still does after more were written", async () => {
    const workspace = await makeWorkspace();
    await addEvents(workspace.id, 4);
    await tamper(`DELETE FROM "AuditEvent" WHERE "workspaceId" = '${workspace.id}' AND sequence > 2`);
    const viewer = await workspace.actor("viewer");
    const hash = await hashAt(workspace.id, 2);
    expect(await verifyActivity(viewer, {})).toEqual({ ok: false, events: 2, brokenAt: 3, hash });
    await addEvents(workspace.id, 1);
    expect(await verifyActivity(viewer, {})).toEqual({ ok: false, events: 2, brokenAt: 5, hash });
  });

  it("finds that all events were taken out", async () => {
    const workspace = await makeWorkspace();
    await addEvents(workspace.id, 2);
    await tamper(`DELETE FROM "AuditEvent" WHERE "workspaceId" = '${workspace.id}'`);
    expect(await verifyActivity(await workspace.actor("viewer"), {})).toEqual({
      ok: false,
      events: 0,
      brokenAt: 1,
      hash: CHAIN_START,
    });
  });

  it("finds that the end was written anew, each hash after the other", async () => {
    const workspace = await makeWorkspace();
    await addEvents(workspace.id, 2);
    const [last] = await database().auditEvent.findMany({
      where: { workspaceId: workspace.id, sequence: 2 },
    });
    const { at, previousHash } = last!;
    const forged = auditHash({ ...last!, at: at.toISOString(), reason: "forged" }, previousHash);
    await tamper(
      `UPDATE "AuditEvent" SET reason = 'forged', hash = '${forged}' WHERE "workspaceId" = '${workspace.id}' AND sequence = 2`,
    );
    expect(await verifyActivity(await workspace.actor("viewer"), {})).toMatchObject({
      ok: false,
      brokenAt: 2,
    });
  });

  it("cannot be changed through the product's own connection", async () => {
    const workspace = await makeWorkspace();
    await addEvents(workspace.id, 1);
    await expect(
      database().auditEvent.updateMany({ where: { workspaceId: workspace.id }, data: { actor: "Nobody" } }),
    ).rejects.toThrow();
    await expect(
      database().auditEvent.deleteMany({ where: { workspaceId: workspace.id } }),
    ).rejects.toThrow();
    const where = { workspaceId: workspace.id };
    await expect(database().auditAnchor.deleteMany({ where })).rejects.toThrow();
    await expect(database().auditAnchor.updateMany({ where, data: { sequence: 0 } })).rejects.toThrow();
  });
});
