import { expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { peopleOnMeta } from "@/test/factories/people-on-meta";
import { createRun } from "@/test/factories/sync";

const { sync, write, held, faults, execute } = peopleOnMeta();

async function run(
  first: number,
  last: number,
  { kind = "sync", lane = "full" }: { kind?: "sync" | "resync"; lane?: "full" | "privacy" } = {},
) {
  await write(first, last);
  const runId = await createRun(sync(), lane);
  await database().run.update({ where: { id: runId }, data: { kind } });
  return execute(runId);
}

const refuseThree = () => faults({ kind: "invalid_entries", count: 3 });

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
