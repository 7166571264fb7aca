import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { sealSecrets } from "@/lib/db/secrets";
import { receiveHook } from "@/lib/services/schedule/receive-hook";
import { createRun, createSync } from "@/test/factories/sync";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const SECRET = "0123456789abcdef0123";
const NOW = new Date("2026-11-20T06:30:00Z");
const sign = (body: string, secret = SECRET) => createHmac("sha256", secret).update(body).digest("hex");

async function waitingSync(job: string | null = "nightly"): Promise<string> {
  const { syncId } = await createSync({ endpoint: "http://platform.test" });
  const hookSecret = sealSecrets({ secret: SECRET }, `hook:${syncId}`);
  const schedule = { kind: "after_dbt", job };
  await database().sync.update({ where: { id: syncId }, data: { hookSecret, schedule } });
  return syncId;
}

const webhook = (over: object = {}, eventType = "job.run.completed") =>
  JSON.stringify({
    accountId: 1,
    eventType,
    data: {
      jobId: "123",
      jobName: "nightly",
      runStatus: "Success",
      runFinishedAt: "2026-11-20T06:12:34Z",
      ...over,
    },
  });

const receive = (syncId: string, body: string, signature: string | null = sign(body)) =>
  receiveHook({ syncId, body, signature }, NOW);
const due = async (id: string) => (await database().sync.findUniqueOrThrow({ where: { id } })).nextSlotAt;

describe("a message about a dbt job", () => {
  it("makes the sync due as of the job's end", async () => {
    const sync = await waitingSync();
    expect(await receive(sync, webhook())).toEqual({ due: true, because: null });
    expect(await due(sync)).toEqual(new Date("2026-11-20T06:12:34Z"));
  });

  it("is understood with the job's id, in the short form, and with a named signature", async () => {
    const byId = await waitingSync("123");
    expect(await receive(byId, webhook())).toMatchObject({ due: true });
    const any = await waitingSync(null);
    const body = JSON.stringify({ job: "whatever", status: "success", finishedAt: "2026-11-20T06:29:00Z" });
    expect(await receive(any, body, `sha256=${sign(body)}`)).toMatchObject({ due: true });
    expect(await due(any)).toEqual(new Date("2026-11-20T06:29:00Z"));
  });

  it("changes nothing once a run has started for it, or for a later one", async () => {
    const made = await createSync({ endpoint: "http://platform.test" });
    const id = await createRun(made);
    await database().run.update({ where: { id }, data: { slotAt: "2026-11-20T06:12:34Z" } });
    const hookSecret = sealSecrets({ secret: SECRET }, `hook:${made.syncId}`);
    const schedule = { kind: "after_dbt", job: null };
    await database().sync.update({ where: { id: made.syncId }, data: { hookSecret, schedule } });
    const again = { due: false, because: "A run has started for this job, or for a later one." };
    expect(await receive(made.syncId, webhook())).toEqual(again);
    expect(await receive(made.syncId, webhook({ runFinishedAt: "2026-11-20T05:00:00Z" }))).toEqual(again);
  });

  it.each([
    ["a job that failed", webhook({ runStatus: "Errored" }), "The job did not succeed."],
    [
      "a job that started",
      webhook({ runStatus: "Running", runFinishedAt: null }, "job.run.started"),
      "The job did not succeed.",
    ],
    [
      "a job that failed, in the short form",
      '{"job":"nightly","status":"error"}',
      "The job did not succeed.",
    ],
    ["another job", webhook({ jobId: 9, jobName: "hourly" }), "This sync waits for another job."],
    [
      "a job of long ago",
      webhook({ runFinishedAt: "2026-11-01T00:00:00Z" }),
      "The job ended more than a week ago.",
    ],
    [
      "a job of times to come",
      webhook({ runFinishedAt: "2027-01-01T00:00:00Z" }),
      "By this message the job has not ended yet.",
    ],
  ])("says why %s starts nothing", async (_name, body, because) => {
    const sync = await waitingSync();
    expect(await receive(sync, body)).toEqual({ due: false, because });
    expect(await due(sync)).toBeNull();
  });

  it("is taken at its word where a clock is a little ahead, and starts nothing twice", async () => {
    const made = await createSync({ endpoint: "http://platform.test" });
    const hookSecret = sealSecrets({ secret: SECRET }, `hook:${made.syncId}`);
    const schedule = { kind: "after_dbt", job: null };
    await database().sync.update({ where: { id: made.syncId }, data: { hookSecret, schedule } });
    const ahead = webhook({ runFinishedAt: "2026-11-20T06:31:00Z" });
    expect(await receive(made.syncId, ahead)).toEqual({ due: true, because: null });
    const slotAt = (await due(made.syncId))!;
    expect(slotAt).toEqual(new Date("2026-11-20T06:31:00Z"));
    await database().run.update({ where: { id: await createRun(made) }, data: { slotAt } });
    expect(await receive(made.syncId, ahead)).toMatchObject({ due: false });
  });

  it("is refused alike with a wrong signature, without one, and for a sync that has no secret or is not there", async () => {
    const sync = await waitingSync();
    const { syncId: without } = await createSync({ endpoint: "http://platform.test" });
    const body = webhook();
    const refusal = { code: "UNAUTHENTICATED", message: "The signature of this message is not right." };
    for (const [id, signature] of [
      [sync, sign(`${body} `)],
      [sync, sign(body, "another secret of a length")],
      [sync, null],
      [sync, "sha256="],
      [without, sign(body)],
      ["nobody", sign(body)],
    ] as const) {
      await expect(receive(id, body, signature)).rejects.toMatchObject(refusal);
    }
  });

  it("is refused when it is about something else", async () => {
    const sync = await waitingSync();
    for (const body of ["", "[]", '{"hello": 1}', '{"job":"nightly","status":"success"}']) {
      await expect(receive(sync, body)).rejects.toMatchObject({
        code: "MALFORMED_REQUEST",
        fix: expect.stringContaining('"finishedAt": "2026-11-20T06:12:34Z"'),
      });
    }
  });

  it("starts only syncs that wait for a job", async () => {
    const sync = await waitingSync();
    await database().sync.update({ where: { id: sync }, data: { schedule: { kind: "none" } } });
    expect(await receive(sync, webhook())).toEqual({
      due: false,
      because: "This sync does not wait for a dbt job.",
    });
  });
});
