import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import { openGate } from "@/lib/services/run/execute/account-gate";
import type { RunDeps } from "@/lib/services/run/execute/deps";
import { runWorld } from "@/lib/services/run/execute/world";
import { peopleSync } from "@/test/factories/people-sync";
import { createRun, type TestSync } from "@/test/factories/sync";
import { sha256 } from "@/test/factories/wanted";
import { ownDatabase } from "@/test/factories/workspace";
import { ACCOUNT, heldByMeta, startMeta, tellMeta } from "@/test/support/meta";
import * as people from "@/test/support/people-file";

ownDatabase({ beforeAll, afterAll });

let home: string;
let meta: Awaited<ReturnType<typeof startMeta>>;
let sync: TestSync;
let deps: RunDeps;
let clock: number;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "coterie-trouble-"));
  meta = await startMeta();
  await people.writePeople(peopleFile(), people.peopleSql(1, 300));
  sync = await peopleSync({ endpoint: meta.url, audience: meta.audience, file: peopleFile() });
  const silent = () => {};
  clock = Date.now();
  deps = {
    ...runWorld({
      home,
      log: { info: silent, warn: silent, error: silent },
      stopping: new AbortController().signal,
    }),
    // An account's limits are kept by the database's clock, which no test moves; they have tests of their own.
    gate: () => openGate,
    // Waits pass at once, and the clock knows of them.
    now: () => new Date(clock),
    sleep: async (ms) => {
      clock += ms;
    },
  };
});
afterEach(async () => {
  await meta.close();
  await rm(home, { recursive: true, force: true });
});

const peopleFile = () => join(home, "people.duckdb");
const fault = (body: object) => tellMeta(meta.url, "faults", { match: { path: "/users" }, ...body });
const runRow = (id: string) => database().run.findUniqueOrThrow({ where: { id } });

async function run(id: string) {
  const outcome = await executeRun(id, deps);
  const { status, problem } = await runRow(id);
  return { outcome, status, problem };
}

/** What the person does after mending the cause. */
async function retry(id: string) {
  await database().run.update({ where: { id }, data: { status: "queued" } });
  return run(id);
}

async function expectEveryone(): Promise<void> {
  const everyone = Array.from({ length: 300 }, (_, index) => `EMAIL ${sha256(people.emailOf(index + 1))}`);
  expect((await heldByMeta(meta.url, meta.audience, true)).list).toEqual(everyone.sort());
}

it("a rejected token ends the run for whoever has the account, and the next attempt works", async () => {
  await fault({ kind: "platform", name: "token" });
  const id = await createRun(sync);
  expect(await run(id)).toMatchObject({
    status: "failed",
    problem: {
      code: "TOKEN_REJECTED",
      remedy: "reconnect",
      message: "Meta did not accept the access token.",
    },
  });
  expect(await retry(id)).toMatchObject({ status: "succeeded", problem: null });
  await expectEveryone();
});

it("terms nobody accepted end the run with what to do, and the next attempt works", async () => {
  await fault({ kind: "platform", name: "terms" });
  const id = await createRun(sync);
  expect(await run(id)).toMatchObject({ status: "failed", problem: { remedy: "accept_terms" } });
  expect(await retry(id)).toMatchObject({ status: "succeeded" });
  await expectEveryone();
});

it("a throttled account gets the run back when it may be called again", async () => {
  await fault({ kind: "platform", name: "throttle", minutes: 5 });
  const id = await createRun(sync);
  const { outcome, status } = await run(id);
  expect(status).toBe("running");
  expect(outcome).toMatchObject({ kind: "wait" });
  if (outcome.kind === "wait") clock = outcome.until.getTime();
  expect(await run(id)).toMatchObject({ status: "succeeded" });
  await expectEveryone();
});

it("a gateway's page, a broken connection and errors are waited out", async () => {
  await fault({ kind: "html", times: 2 });
  await fault({ kind: "drop_after" });
  await fault({ kind: "status", status: 500, times: 3 });
  expect(await run(await createRun(sync))).toMatchObject({ status: "succeeded" });
  await expectEveryone();
});

it("a warehouse file that is gone ends the run before anything is sent, and the next attempt works", async () => {
  await rename(peopleFile(), `${peopleFile()}.away`);
  const id = await createRun(sync);
  const { status, problem } = await run(id);
  expect(status).toBe("failed");
  expect(problem).toMatchObject({ message: expect.stringContaining("people.duckdb") });
  expect((await heldByMeta(meta.url, meta.audience)).calls).toEqual({ add: 0, remove: 0 });
  await rename(`${peopleFile()}.away`, peopleFile());
  expect(await retry(id)).toMatchObject({ status: "succeeded" });
  await expectEveryone();
});

it("an audience that was deleted at the platform ends the run", async () => {
  await fetch(`${meta.url}/v25.0/${meta.audience}?access_token=${ACCOUNT.secrets.accessToken}`, {
    method: "DELETE",
  });
  expect(await run(await createRun(sync))).toMatchObject({
    status: "blocked",
    problem: { code: "OBJECT_GONE", remedy: "ask_approver" },
  });
});
