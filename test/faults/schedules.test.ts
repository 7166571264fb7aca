import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundle } from "@/scripts/lib/bundle.mjs";
import { ensureTestPostgres } from "@/test/factories/postgres";
import { draw } from "./schedules/draw";
import { expectedOf } from "./schedules/people";
import { playSchedule, wrongOf } from "./schedules/program";
import type { Schedule } from "./schedules/schedule";
import type { World } from "./schedules/stand";
import { prepareTemplate } from "./schedules/template";
import { WarmPool } from "./schedules/warm-worker";

const everyone = { first: 1, last: 200, skip: 7, withhold: 40, moved: 3 };
const quietly = { paused: false, undoes: false, patienceMs: 4_000, retries: true };

/** `npm run faults` plays hundreds; this one shows that it can. */
const SHORT: Schedule = {
  ...{ seed: 0, workers: 2, people: 200, known: 100, hurries: true, platforms: ["meta"], state: "files" },
  rounds: [
    {
      ...{ ...quietly, populations: [everyone], faults: [[{ kind: "drop_after" }]] },
      blows: [{ kind: "kill_simulator", sync: 0, afterMs: 200, downMs: 100 }],
    },
    {
      ...{ ...quietly, populations: [{ ...everyone, first: 90, moved: 5 }], faults: [[]] },
      blows: [{ kind: "crash_at", afterMs: 0, point: "answered:1", others: "stop" }],
    },
  ],
};

describe("a schedule of faults", () => {
  let world: World;
  const before = process.env.DATABASE_URL;

  beforeAll(async () => {
    const { url, ensureDatabase } = await ensureTestPostgres();
    await ensureDatabase("faults_template");
    await prepareTemplate(url("faults_template"), path.resolve("prisma/migrations"));
    const scripts = {
      worker: await bundle("faults-worker", "test/faults/schedules/worker-process.ts"),
      simulator: await bundle("faults-simulator", "test/faults/schedules/simulator-process.ts"),
    };
    world = { postgres: { url }, scripts, pool: new WarmPool(scripts.worker) };
  });
  afterAll(async () => {
    await world.pool.close();
    process.env.DATABASE_URL = before;
  });

  it("is the same whenever it is drawn from the same seed", () => {
    expect(draw(42, { postgres: true })).toEqual(draw(42, { postgres: true }));
    expect(draw(42, { postgres: true })).not.toEqual(draw(43, { postgres: true }));
  });

  it("expects whoever is wanted and consents, a shared address once", () => {
    expect(expectedOf({ first: 96, last: 99, skip: 98, withhold: 99, moved: 0 }).size).toBe(2);
  });

  it("ends with platform and ledger as they have to be", async () => {
    const { findings, hits } = await playSchedule(SHORT, world);
    expect(wrongOf({ findings })).toEqual([]);
    expect(hits).toContain("crash_at");
  }, 240_000);
});
