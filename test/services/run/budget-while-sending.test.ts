import { beforeEach, describe, expect, it } from "vitest";
import type { Budget } from "@/lib/core/cost/types";
import type { DestinationDefinition } from "@/lib/core/ports/destination";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import { currentWork } from "@/lib/trace/work";
import { peopleRuns, person } from "@/test/factories/people-runs";
import { createRun, type TestSync } from "@/test/factories/sync";
import { testDefinition } from "@/test/support/platform";

/** Calls a batch of two takes. */
let callsOfABatch = 1;

function costly(): DestinationDefinition {
  const definition = testDefinition();
  const connect: typeof definition.connect = (input) => {
    const client = definition.connect(input);
    const pay = (platformCalls: number) => currentWork().bill?.add({ platformCalls });
    const set: NonNullable<typeof client.set> = {
      ...client.set!,
      async getObject(id) {
        pay(1);
        return { id, name: "An audience" };
      },
      async send(batch, options) {
        pay(callsOfABatch);
        return client.set!.send(batch, options);
      },
    };
    return { ...client, set };
  };
  return { ...definition, connect };
}

const { platform, approvedSync, run, deps, runRow, warehouse } = peopleRuns(costly());
beforeEach(() => {
  callsOfABatch = 1;
});

const people = (last: number) => Array.from({ length: last }, (_, at) => person(String(at + 1)));

async function limit(sync: TestSync, platformCalls: number, atLimit: Budget["atLimit"] = "block") {
  const budget: Budget = { platformCalls, bytesBilled: null, atLimit };
  await database().sync.update({ where: { id: sync.syncId }, data: { budget } });
}
const spentBy = async (id: string) => (await runRow(id)).platformCalls;

const SPENT =
  "The month's budget of this sync is spent: 7 of 6 calls to platforms. What was sent stays counted.";

describe("a month's budget that blocks", () => {
  it("stops a run that takes more calls than it planned, and what was sent stays counted", async () => {
    const sync = await approvedSync();
    await limit(sync, 6);
    callsOfABatch = 3;
    const row = await run(sync, people(6));
    expect(row).toMatchObject({
      status: "blocked",
      problem: { code: "BUDGET_SPENT", message: SPENT, remedy: "ask_admin" },
      ledger: { unverified: 4 },
    });
    expect(platform.held("EMAIL")).toEqual(["e1", "e2", "e3", "e4"]);
    // What is left goes once there is a budget again.
    await limit(sync, 100);
    expect(await run(sync, people(6))).toMatchObject({ status: "succeeded", plan: { adds: 2 } });
  });

  it("stops a run when others spent it meanwhile, and lets those go who withdrew", async () => {
    const sync = await approvedSync();
    await run(sync, people(2));
    await limit(sync, 20);
    let clock = Date.now();
    const other = await createRun(sync);
    await database().run.update({ where: { id: other }, data: { status: "failed" } });
    platform.after = async () => {
      await database().run.update({ where: { id: other }, data: { platformCalls: 20 } });
      clock += 10_000;
      warehouse.people = [person("1", { consent: false }), ...people(8).slice(1)];
      platform.after = () => {};
    };
    const row = await run(sync, people(8), { deps: deps({ now: () => new Date(clock) }) });
    expect(row).toMatchObject({
      status: "blocked",
      problem: { code: "BUDGET_SPENT" },
      plan: { adds: 0, removes: 1 },
    });
    expect(platform.held("EMAIL")).toEqual(["e2", "e3", "e4"]);
  });

  it("is kept to the call by a run whose plan just reaches it", async () => {
    const sync = await approvedSync();
    await limit(sync, 4);
    const row = await run(sync, people(6));
    expect(row).toMatchObject({ status: "succeeded" });
    expect(await spentBy(row.id)).toBe(4);
    const other = await approvedSync();
    await limit(other, 3);
    expect(await run(other, people(6))).toMatchObject({
      status: "blocked",
      problem: {
        message:
          "The month's budget of this sync does not reach: 0 of 3 calls to platforms, and this run takes 4 calls.",
      },
    });
    expect(platform.held("EMAIL")).toHaveLength(6);
  });

  it("that only warns stops nothing", async () => {
    const sync = await approvedSync();
    await limit(sync, 1, "warn");
    expect(await run(sync, people(6))).toMatchObject({ status: "succeeded" });
  });

  it("counts what another attempt of the run spent", async () => {
    const sync = await approvedSync();
    await limit(sync, 4);
    warehouse.people = people(6);
    const id = await createRun(sync);
    const stopping = new AbortController();
    platform.after = () => stopping.abort();
    expect(await executeRun(id, deps({ stopping: stopping.signal }))).toMatchObject({ kind: "wait" });
    platform.after = () => {};
    // It looks at the object again, so the last batch is one too many.
    expect(await executeRun(id, deps())).toMatchObject({ status: "blocked" });
    expect(await spentBy(id)).toBe(4);
    expect(platform.held("EMAIL")).toHaveLength(4);
  });
});
