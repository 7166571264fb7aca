import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import type { RunDeps } from "@/lib/services/run/execute/deps";
import { runWorld } from "@/lib/services/run/execute/world";
import { peopleSync } from "@/test/factories/people-sync";
import type { TestSync } from "@/test/factories/sync";
import { ownDatabase } from "@/test/factories/workspace";
import { heldByMeta, startMeta, tellMeta } from "@/test/support/meta";
import * as people from "@/test/support/people-file";

type Fault = { kind: string; count?: number };

const silent = () => {};
const log = { info: silent, warn: silent, error: silent };

/**
 * A mirror of people in a DuckDB file to Meta's simulator, with a database of its own; called at the top of a test file. Each
 * test finds an empty audience and no state.
 */
export function peopleOnMeta() {
  ownDatabase({ beforeAll, afterAll });
  let home: string;
  let meta: Awaited<ReturnType<typeof startMeta>>;
  let sync: TestSync;
  const file = () => join(home, "people.duckdb");

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "coterie-people-"));
    meta = await startMeta();
    sync = await peopleSync({ endpoint: meta.url, audience: meta.audience, file: file() });
  });
  afterEach(async () => {
    await meta.close();
    await rm(home, { recursive: true, force: true });
  });

  return {
    home: () => home,
    sync: () => sync,
    /** Those of these numbers are all the people there are. */
    write: (first: number, last: number) => people.writePeople(file(), people.peopleSql(first, last)),
    held: async () => (await heldByMeta(meta.url, meta.audience)).people,
    /** What goes wrong with the next calls that write, in turn. */
    faults: (...faults: Fault[]) =>
      tellMeta(meta.url, "faults", {
        faults: faults.map((fault) => ({ ...fault, match: { path: "/users" } })),
      }),
    /** A run as this attempt left it. */
    async execute(runId: string, over: Partial<RunDeps> = {}) {
      const world = runWorld({ home, log, stopping: new AbortController().signal });
      await executeRun(runId, { ...world, ...over });
      const { status, ledger, plan, problem } = await database().run.findUniqueOrThrow({
        where: { id: runId },
      });
      return { status, ledger, plan, problem };
    },
  };
}
