import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "@/lib/db/migrate";
import { bundle } from "@/scripts/lib/bundle.mjs";
import { ensureTestPostgres } from "@/test/factories/postgres";
import { draw, type Schedule } from "./schedules/draw";
import { expectedOf } from "./schedules/people";
import { playSchedule } from "./schedules/program";
import type { Postgres, Scripts } from "./schedules/stand";

const everyone = { first: 1, last: 600, skip: 7, withhold: 40, moved: 3 };

/** `npm run faults` plays hundreds; this one shows that it can. */
const SHORT: Schedule = {
  ...{ seed: 0, workers: 2, people: 600, known: 100, hurries: true },
  rounds: [
    {
      populations: [everyone],
      faults: [{ kind: "drop_after" }],
      blows: [{ kind: "kill_simulator", afterMs: 300, downMs: 100 }],
      ...{ patienceMs: 10_000, retries: true },
    },
    {
      populations: [{ ...everyone, first: 200, moved: 5 }],
      faults: [],
      blows: [{ kind: "crash_at", afterMs: 0, point: "answered:1" }],
      ...{ patienceMs: 10_000, retries: false },
    },
  ],
};

describe("a schedule of faults", () => {
  let postgres: Postgres;
  let scripts: Scripts;
  const before = process.env.DATABASE_URL;

  beforeAll(async () => {
    const { url, ensureDatabase } = await ensureTestPostgres();
    await ensureDatabase("faults_template");
    await migrate(url("faults_template"), path.resolve("prisma/migrations"));
    postgres = { url };
    scripts = {
      worker: await bundle("worker", "lib/jobs/main.ts"),
      simulator: await bundle("faults-simulator", "test/faults/schedules/simulator-process.ts"),
    };
  });
  afterAll(() => {
    process.env.DATABASE_URL = before;
  });

  it("is the same whenever it is drawn from the same seed", () => {
    expect(draw(42, { postgres: true })).toEqual(draw(42, { postgres: true }));
    expect(draw(42, { postgres: true })).not.toEqual(draw(43, { postgres: true }));
  });

  it("expects whoever is wanted and consents, a shared address once", () => {
    expect(expectedOf({ first: 96, last: 99, skip: 98, withhold: 99, moved: 0 })).toHaveLength(2);
  });

  it("ends with platform and ledger as they have to be", async () => {
    const { wrong } = await playSchedule(SHORT, { postgres, scripts });
    expect(wrong).toEqual([]);
  }, 300_000);
});
