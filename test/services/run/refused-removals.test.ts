import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import { runWorld } from "@/lib/services/run/execute/world";
import { peopleSync } from "@/test/factories/people-sync";
import { createRun, type TestSync } from "@/test/factories/sync";
import { ownDatabase } from "@/test/factories/workspace";
import { heldByMeta, startMeta, tellMeta } from "@/test/support/meta";
import * as people from "@/test/support/people-file";

ownDatabase({ beforeAll, afterAll });

let home: string;
let meta: Awaited<ReturnType<typeof startMeta>>;
let sync: TestSync;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "coterie-refused-"));
  meta = await startMeta();
  sync = await peopleSync({ endpoint: meta.url, audience: meta.audience, file: peopleFile() });
});
afterEach(async () => {
  await meta.close();
  await rm(home, { recursive: true, force: true });
});

const peopleFile = () => join(home, "people.duckdb");

async function run(
  first: number,
  last: number,
  { kind = "sync", lane = "full" }: { kind?: "sync" | "resync"; lane?: "full" | "privacy" } = {},
) {
  await people.writePeople(peopleFile(), people.peopleSql(first, last));
  const silent = () => {};
  const log = { info: silent, warn: silent, error: silent };
  const runId = await createRun(sync, lane);
  await database().run.update({ where: { id: runId }, data: { kind } });
  await executeRun(runId, runWorld({ home, log, stopping: new AbortController().signal }));
  const { status, ledger, plan, problem } = await database().run.findUniqueOrThrow({ where: { id: runId } });
  return { status, ledger, plan, problem };
}

const refuseThree = () =>
  tellMeta(meta.url, "faults", {
    faults: [{ kind: "invalid_entries", count: 3, match: { path: "/users" } }],
  });
const held = async () => (await heldByMeta(meta.url, meta.audience)).people;

it("owes a whole batch of removals again where the platform refused some and does not name them", async () => {
  expect(await run(1, 20)).toMatchObject({ status: "succeeded", ledger: { unverified: 20, due: 0 } });
  await refuseThree();
  expect(await run(11, 20)).toMatchObject({ status: "partly_failed", ledger: { unverified: 10, due: 10 } });
  expect(await held()).toBe(13);
  expect(await run(11, 20)).toMatchObject({
    status: "succeeded",
    ledger: { unverified: 10, due: 0, removed: 10 },
  });
  expect(await held()).toBe(10);
});

it("takes additions it refused without naming them for perhaps there, so that they are removed when they leave", async () => {
  await refuseThree();
  expect(await run(1, 20)).toMatchObject({ status: "partly_failed", ledger: { unverified: 20 } });
  expect(await run(11, 20)).toMatchObject({ status: "succeeded", ledger: { unverified: 10, removed: 10 } });
});

it("tries removals that are refused again after hours, says so until then, and at once when all is sent again", async () => {
  await run(1, 20);
  await refuseThree();
  expect(await run(11, 20)).toMatchObject({ status: "partly_failed", problem: null, plan: { removes: 10 } });
  await refuseThree();
  const waits = { status: "partly_failed", problem: { code: "REMOVALS_WAIT" }, ledger: { due: 10 } };
  expect(await run(11, 20)).toMatchObject({ ...waits, plan: { removes: 10 } });
  expect(await run(11, 20)).toMatchObject({ ...waits, plan: { adds: 0, removes: 0, calls: 0 } });
  expect(await run(11, 20, { lane: "privacy" })).toMatchObject({ ...waits, plan: { removes: 0 } });
  expect(await run(11, 20, { kind: "resync" })).toMatchObject({
    ...{ status: "succeeded", problem: null, plan: { removes: 10 } },
    ledger: { unverified: 10, due: 0, removed: 10 },
  });
  expect(await held()).toBe(10);
});
