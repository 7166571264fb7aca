import { execFile } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, database } from "@/lib/db/client";
import { appendAudit, COTERIE } from "@/lib/services/audit";
import { makeWorkspace, ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });
afterAll(() => closeDatabase());

/** The command as a shell runs it. */
function coterie(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["scripts/coterie.mjs", ...args], (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

describe("coterie audit verify", () => {
  it("says of every workspace whether its chain is whole, and fails when one is not", async () => {
    const { id } = await makeWorkspace();
    const event = { action: "test.event", subject: "thing:1" };
    for (let number = 0; number < 3; number++) {
      await database().$transaction((tx) => appendAudit(tx, id, COTERIE, event));
    }
    const { hash } = await database().auditAnchor.findUniqueOrThrow({ where: { workspaceId: id } });
    const whole = { code: 0, stdout: `${id}: 3 events, whole, last ${hash}\n`, stderr: "" };
    expect(await coterie("audit", "verify")).toEqual(whole);
    const first = await database().auditEvent.findFirstOrThrow({ where: { sequence: 1 } });
    expect(await coterie("audit", "verify", "--expect", first.hash, "--expect", hash)).toEqual(whole);
    expect(await coterie("audit", "verify", "--expect", "f".repeat(64))).toEqual({
      code: 1,
      stdout: "",
      stderr:
        `No audit event has the hash ${"f".repeat(64)}: events were cut off or written anew since it was noted. ` +
        "Compare with a backup from before: someone with the database's own rights changed it.\n",
    });
    await database().$executeRawUnsafe(`ALTER TABLE "AuditEvent" DISABLE TRIGGER immutable`);
    await database().auditEvent.updateMany({ where: { sequence: 2 }, data: { actor: "Nobody" } });
    const message = `The audit chain of ${id} does not hold from event 2 on.`;
    const broken = await coterie("audit", "verify", "--json");
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.stdout)).toMatchObject({
      error: { code: "CHAIN_BROKEN", problems: [{ path: id, message }] },
    });
    expect(broken.stderr).toBe(
      `${message} Compare with a backup from before: someone with the database's own rights changed it.\n`,
    );
  });

  it("says what it needs", async () => {
    const url = process.env.DATABASE_URL;
    delete process.env.DATABASE_URL;
    try {
      expect(await coterie("audit", "verify")).toEqual({
        code: 1,
        stdout: "",
        stderr:
          "No application database is named. Set DATABASE_URL to a Postgres, or start with npm start, which brings its own.\n",
      });
    } finally {
      process.env.DATABASE_URL = url;
    }
  });
});
