import { beforeEach, expect, it } from "vitest";
import { PATIENCE, RECHECK_MS, type RunDeps } from "@/lib/services/run/execute/deps";
import { peopleRuns, person } from "@/test/factories/people-runs";
import { digestOf } from "@/test/factories/wanted";
import { testDefinition } from "@/test/support/platform";

const { warehouse, platform, approvedSync, ...runs } = peopleRuns();
let clock: number;
/** How often it was read who may be sent. */
let reads: number;

beforeEach(() => {
  warehouse.people = ["1", "2", "3", "4", "5", "6"].map((key) => person(key));
  [clock, reads] = [Date.now(), 0];
});

/** Batches of two; the clock only moves when the test says so. */
function deps(concurrency = 1): RunDeps {
  const { eligible } = warehouse.queries;
  const counted: RunDeps["queries"]["eligible"] = (...asked) => {
    reads += 1;
    return eligible(...asked);
  };
  const over = {
    now: () => new Date(clock),
    sleep: async (ms: number) => {
      clock += ms;
    },
    queries: { ...warehouse.queries, eligible: counted },
  };
  return runs.deps(over, testDefinition(2, concurrency));
}

const withdraw = (...keys: string[]) => {
  warehouse.people = warehouse.people.map((one) =>
    keys.includes(one.key) ? { ...one, consent: false } : one,
  );
};
const sentValues = () => platform.sent.map(({ values }) => values);

async function run(world = deps()) {
  const sync = await approvedSync();
  const row = await runs.run(sync, warehouse.people, { deps: world });
  return { row, digest: await runs.digest(sync) };
}

it("a run reads again after five minutes who may be sent, and sends nobody who withdrew meanwhile", async () => {
  platform.after = () => {
    if (platform.sent.length > 1) return;
    withdraw("4", "5", "6");
    clock += RECHECK_MS + 1;
  };
  const { row, digest } = await run();
  expect(sentValues()).toEqual([["e1", "e2"], ["e3"]]);
  expect(platform.sent.map(({ session }) => session.isLast)).toEqual([false, true]);
  expect(reads).toBe(1);
  expect(row).toMatchObject({ status: "succeeded", ledger: { unverified: 3, in_flight: 0 } });
  expect(row.batches).toMatchObject([
    { number: 1, rows: 2, received: 2, attempts: 1 },
    { number: 2, rows: 1, received: 1, attempts: 1 },
  ]);
  expect(digest).toEqual({ EMAIL: digestOf(["e1", "e2", "e3"]) });
});

it("a run that is through within five minutes reads once", async () => {
  platform.after = () => {
    withdraw("5");
    clock += 60_000;
  };
  await run();
  expect(sentValues()).toHaveLength(3);
  expect(reads).toBe(0);
});

it("a run whose every batch takes longer gets through all the same", async () => {
  platform.after = () => {
    clock += 2 * RECHECK_MS;
  };
  const { row } = await run();
  expect(sentValues()).toEqual([
    ["e1", "e2"],
    ["e3", "e4"],
    ["e5", "e6"],
  ]);
  expect(row.batches.map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
  expect(reads).toBe(2);
});

it("a batch the platform failed on for long is read again before it is sent again", async () => {
  platform.before = () => {
    if (clock > Date.now() + RECHECK_MS) return undefined;
    withdraw("2");
    clock += 60_000;
    return { status: 500, body: {} };
  };
  const { row } = await run({
    ...deps(),
    patience: { ...PATIENCE, firstMs: 1_000, longestMs: 60_000, giveUpMs: 3_600_000, holdMs: 60_000 },
  });
  expect(sentValues()).toEqual([["e1"], ["e3", "e4"], ["e5", "e6"]]);
  expect(row.status).toBe("succeeded");
});

it("batches under way at once are waited for before it is read again", async () => {
  platform.after = ({ values }) => {
    if (!values.includes("e1")) return;
    withdraw("5");
    clock += RECHECK_MS + 1;
  };
  const { row, digest } = await run(deps(2));
  expect(row.status).toBe("succeeded");
  expect(digest).toEqual({ EMAIL: digestOf(["e1", "e2", "e3", "e4", "e6"]) });
  expect(platform.held("EMAIL")).toEqual(["e1", "e2", "e3", "e4", "e6"]);
});

it("a warehouse that cannot be read again ends the run before anyone else is sent", async () => {
  const world = deps();
  platform.after = () => {
    clock += RECHECK_MS + 1;
    world.openWarehouse = () => Promise.reject(new Error("gone"));
  };
  const { row } = await run(world);
  expect(sentValues()).toEqual([["e1", "e2"]]);
  expect(row).toMatchObject({ status: "failed", ledger: { unverified: 2, in_flight: 0, due: 4 } });
});
