import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { DestinationDefinition } from "@/lib/core/ports/destination";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import type { RunDeps } from "@/lib/services/run/execute/deps";
import { createRun, createSync, type SyncOptions, type TestSync } from "@/test/factories/sync";
import { ownDatabase } from "@/test/factories/workspace";
import { PeopleWarehouse, type Person } from "@/test/support/people-warehouse";
import { TestPlatform, testDefinition } from "@/test/support/platform";
import { runDeps } from "@/test/support/run-deps";

type Asked = {
  lane?: "full" | "privacy";
  /** What is asked for beside that, as the services would write it. */
  data?: Parameters<ReturnType<typeof database>["run"]["update"]>[0]["data"];
  /** Between asking and running. */
  before?(run: string): Promise<void>;
  deps?: RunDeps;
};

/**
 * Runs of people in memory to a platform of the tests, with a database of their own; called at the top of a test file. Each
 * test finds an empty platform, an empty warehouse and no state.
 */
export function peopleRuns(definition: DestinationDefinition = testDefinition()) {
  ownDatabase({ beforeAll, afterAll });
  const home = path.join(tmpdir(), `coterie-runs-${randomUUID()}`);
  const platform = new TestPlatform();
  const warehouse = new PeopleWarehouse();
  let endpoint = "";

  beforeEach(async () => {
    platform.forget();
    warehouse.people = [];
    endpoint = await platform.start();
  });
  afterEach(async () => {
    await platform.stop();
    await rm(home, { recursive: true, force: true });
  });

  const deps = (over: Partial<RunDeps> = {}, other = definition) => runDeps(home, warehouse, other, over);
  const runRow = (id: string) =>
    database().run.findUniqueOrThrow({
      where: { id },
      include: { batches: { orderBy: { number: "asc" } } },
    });

  return {
    platform,
    warehouse,
    /** Of another definition where one is given. */
    deps,
    runRow,
    approvedSync: (over: Partial<SyncOptions> = {}) => createSync({ endpoint, ...over }),

    /** A run as it was left, with its batches, while these are the people. */
    async run(sync: TestSync, people: readonly Person[], asked: Asked = {}) {
      warehouse.people = people;
      const id = await createRun(sync, asked.lane);
      if (asked.data) await database().run.update({ where: { id }, data: asked.data });
      await asked.before?.(id);
      await executeRun(id, asked.deps ?? deps());
      return runRow(id);
    },

    /** What the ledger says the platform holds. */
    async digest(sync: TestSync) {
      const state = await deps().state.open(sync.syncId);
      try {
        return await state.digest({ endpoint, account: "{}", object: "9", epoch: 1 });
      } finally {
        await state.close();
      }
    },
  };
}

export const person = (key: string, over: Partial<Person> = {}): Person => ({
  key,
  email: `e${key}`,
  ...over,
});
