import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { database } from "@/lib/db/client";
import { enqueue, queue } from "@/lib/db/queue";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });
afterEach(() => {
  vi.restoreAllMocks();
});

const waiting = async (runId: string) => (await queue()).findJobs("run-sync", { data: { runId } });

describe("the queue", () => {
  it("takes a job only when the transaction that asked for it commits", async () => {
    await database().$transaction((tx) => enqueue("run-sync", { runId: "committed" }, { tx }));
    await expect(
      database().$transaction(async (tx) => {
        await enqueue("run-sync", { runId: "rolled back" }, { tx });
        throw new Error("Something after it failed.");
      }),
    ).rejects.toThrow("Something after it failed.");
    expect(await waiting("committed")).toHaveLength(1);
    expect(await waiting("rolled back")).toEqual([]);
  });

  it("keeps one of two jobs with the same key waiting", async () => {
    const options = { singletonKey: "same" };
    const first = await enqueue("run-sync", { runId: "same" }, options);
    const second = await enqueue("run-sync", { runId: "same" }, options);
    expect(first).toEqual(expect.any(String));
    expect(second).toBeNull();
    expect(await waiting("same")).toHaveLength(1);
  });

  it("takes the next job in seconds though the machine's clock was set back a day during the one before", async () => {
    const done: number[] = [];
    const now = Date.now;
    const boss = await queue();
    await boss.work("note-anchors", { pollingIntervalSeconds: 0.5 }, async () => {
      done.push(performance.now());
      if (done.length > 1) return;
      vi.spyOn(Date, "now").mockImplementation(() => now() - 86_400_000);
      await enqueue("note-anchors", {});
    });
    await enqueue("note-anchors", {});
    await vi.waitFor(() => expect(done).toHaveLength(2), { timeout: 15_000 });
  });
});
