import { beforeEach, describe, expect, it } from "vitest";
import { CoterieError } from "@/lib/core/errors";
import type { GuardSettings } from "@/lib/core/guards/types";
import type { DestinationDefinition } from "@/lib/core/ports/destination";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import { LOOK_AGAIN_MS } from "@/lib/services/run/execute/object-look";
import { peopleRuns, person } from "@/test/factories/people-runs";
import { createRun, type TestSync } from "@/test/factories/sync";
import type { Person } from "@/test/support/people-warehouse";
import { testDefinition } from "@/test/support/platform";

/** What the platform does when it is asked for an object. */
let answer: () => void | Promise<void>;
let looks = 0;

function lookedAt(): DestinationDefinition {
  const definition = testDefinition(1_000);
  const connect: typeof definition.connect = (input) => {
    const client = definition.connect(input);
    const getObject = async (id: string) => {
      looks += 1;
      await answer();
      return { id, name: "An audience", size: { lower: 0, upper: 50 } };
    };
    return { ...client, set: { ...client.set!, getObject } };
  };
  return { ...definition, connect };
}

const { platform, approvedSync, warehouse, deps, runRow, ...runs } = peopleRuns(lookedAt());
beforeEach(() => {
  looks = 0;
  answer = () => {};
});

const many = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => person(String(first + at)));
const LETS_COME_AND_GO: GuardSettings = {
  churn: { action: "off", threshold: { percent: 100, timesUsual: 1 } },
};

/** How a run ended, and how often it looked. */
async function run(sync: TestSync, people: readonly Person[], asked: Parameters<typeof runs.run>[2] = {}) {
  looks = 0;
  platform.sent.length = 0;
  const { status, problem, findings } = await runs.run(sync, people, asked);
  return { status, looks, problem: problem as { code: string } | null, findings };
}
const daysAgo = (sync: TestSync, days: number) =>
  database().sync.update({
    where: { id: sync.syncId },
    data: { objectLookedAt: new Date(Date.now() - days * LOOK_AGAIN_MS) },
  });

describe("a run looks at its object", () => {
  it("once, before anything is sent", async () => {
    const sync = await approvedSync();
    answer = () => expect(platform.sent).toEqual([]);
    expect(await run(sync, many(1, 5_000))).toMatchObject({ status: "succeeded", looks: 1 });
    expect(await run(sync, many(1, 5_100))).toMatchObject({ status: "succeeded", looks: 1 });
    expect(await run(sync, many(1, 5_100), { data: { kind: "resync" } })).toMatchObject({ looks: 1 });
  });

  it("once where it takes out whom it owes it to", async () => {
    const sync = await approvedSync();
    await run(sync, many(1, 3));
    const left = [person("1", { consent: false }), ...many(2, 3)];
    expect(await run(sync, left, { lane: "privacy" })).toMatchObject({ status: "succeeded", looks: 1 });
    expect(await run(sync, left, { lane: "privacy" })).toMatchObject({ status: "succeeded", looks: 0 });
  });

  it("with nothing to send once a day, for the guard of its size and while that is on", async () => {
    const sync = await approvedSync();
    const people = many(1, 1_200);
    await run(sync, people);
    expect(await run(sync, people)).toMatchObject({ looks: 0, findings: null });
    await daysAgo(sync, 1);
    expect(await run(sync, people, { data: { kind: "dry_run" } })).toMatchObject({ looks: 1 });
    const warned = { status: "succeeded", findings: [{ guard: "platform_size", action: "warn" }] };
    expect(await run(sync, people)).toMatchObject({ ...warned, looks: 1 });
    expect(await run(sync, people)).toMatchObject({ looks: 0, findings: null });

    const unguarded = await approvedSync({
      guards: { platform_size: { action: "off", threshold: { percent: 90 } } },
    });
    await run(unguarded, people);
    await daysAgo(unguarded, 100);
    expect(await run(unguarded, people)).toMatchObject({ status: "succeeded", looks: 0 });
  });

  it("and ends without a call to it where the platform no longer has it", async () => {
    const sync = await approvedSync();
    await run(sync, many(1, 3));
    answer = () => {
      throw new CoterieError({ code: "OBJECT_GONE", message: "It is gone.", remedy: "ask_approver" });
    };
    expect(await run(sync, many(1, 3))).toMatchObject({ status: "succeeded", looks: 0 });
    expect(await run(sync, many(1, 4))).toMatchObject({
      status: "blocked",
      looks: 1,
      problem: { code: "OBJECT_GONE" },
    });
    expect(platform.sent).toEqual([]);
    const { objectGoneAt } = await database().sync.findUniqueOrThrow({ where: { id: sync.syncId } });
    expect(objectGoneAt).not.toBeNull();
  });

  it("and waits for a platform that fails, with the guards' judgement after that", async () => {
    const sync = await approvedSync({ guards: LETS_COME_AND_GO });
    await run(sync, many(1, 1_200));
    const told = new Set<unknown>();
    answer = async () => {
      const { problem } = await database().run.findFirstOrThrow({
        where: { syncId: sync.syncId, status: "running" },
      });
      told.add((problem as { message: string } | null)?.message ?? null);
      if (looks < 4) throw new CoterieError({ code: "DOWN", message: "It is down.", remedy: "retry" });
    };
    expect(await run(sync, many(1, 1_201))).toMatchObject({
      status: "succeeded",
      problem: null,
      looks: 4,
      findings: [{ guard: "platform_size" }],
    });
    expect(platform.sent).toHaveLength(1);
    // Whoever watches the run reads meanwhile why nothing moves.
    expect([...told]).toEqual([null, "It is down."]);
  });

  it("and is put off, with nothing planned, where the platform names a time far off", async () => {
    const sync = await approvedSync();
    warehouse.people = many(1, 3);
    const id = await createRun(sync);
    const retryAt = Date.now() + 3_600_000;
    answer = () => {
      throw new CoterieError({ code: "THROTTLED", message: "Later.", remedy: "wait_until", retryAt });
    };
    expect(await executeRun(id, deps())).toEqual({ kind: "wait", until: new Date(retryAt) });
    expect(await runRow(id)).toMatchObject({ status: "running", plan: null, batches: [] });
    answer = () => {};
    expect(await executeRun(id, deps())).toMatchObject({ status: "succeeded" });
    expect(platform.held("EMAIL")).toHaveLength(3);
  });

  it("again where another attempt goes on with what is left of a plan", async () => {
    const sync = await approvedSync();
    warehouse.people = many(1, 1_500);
    const id = await createRun(sync);
    const stopping = new AbortController();
    platform.after = () => stopping.abort();
    expect(await executeRun(id, deps({ stopping: stopping.signal }))).toMatchObject({ kind: "wait" });
    expect(looks).toBe(1);
    platform.after = () => {};
    expect(await executeRun(id, deps())).toMatchObject({ status: "succeeded" });
    expect(looks).toBe(2);
  });
});
