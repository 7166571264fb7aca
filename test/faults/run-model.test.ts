import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import type { RunDeps } from "@/lib/services/run/execute/deps";
import { createRun, createSync, type TestSync } from "@/test/factories/sync";
import { ownDatabase } from "@/test/factories/workspace";
import { PeopleWarehouse, type Person } from "@/test/support/people-warehouse";
import { TestPlatform, testDefinition } from "@/test/support/platform";
import { runDeps } from "@/test/support/run-deps";

ownDatabase({ beforeAll, afterAll });

const KEYS = ["1", "2", "3", "4", "5", "6"];
const SCHEDULES = Number(process.env.COTERIE_MODEL_RUNS ?? 12);

type Trouble = "none" | "loses_answers" | "down" | "refuses_some" | "asks_to_wait";
type Lane = "full" | "privacy";

/** What anybody outside may know of a sync. */
type Model = {
  people: Map<string, { email: string; consent: boolean; wanted: boolean }>;
  /** Who ever had an address: the platform keeps an old one until a full run exchanges it. */
  owners: Map<string, Set<string>>;
  approved: boolean;
  paused: boolean;
  trouble: Trouble;
  /** A run that stopped short and may be taken up again. */
  left: string | null;
};

type Real = { sync: TestSync; platform: TestPlatform; warehouse: PeopleWarehouse; deps: () => RunDeps };

type Command = fc.AsyncCommand<Model, Real>;

const command = (
  name: string,
  run: (model: Model, real: Real) => Promise<void>,
  check = (_: Model) => true,
): Command => ({
  check,
  run,
  toString: () => name,
});

/** What a sync that may send has at the platform once it ran through. */
const expected = ({ people }: Model) =>
  [
    ...new Set(
      [...people.values()].filter(({ consent, wanted }) => consent && wanted).map(({ email }) => email),
    ),
  ].sort();
/** Somebody who consents holds it, or held it before. */
const mayBeHeld = ({ people, owners }: Model, value: string) =>
  [...(owners.get(value) ?? [])].some((key) => people.get(key)?.consent);
const mayBeSent = ({ people }: Model) =>
  new Set([...people.values()].filter(({ consent }) => consent).map(({ email }) => email));

async function write(model: Model, { warehouse }: Real): Promise<void> {
  for (const [key, { email }] of model.people) {
    model.owners.set(email, (model.owners.get(email) ?? new Set()).add(key));
  }
  warehouse.people = [...model.people].map(([key, person]): Person => ({ key, ...person }));
}

function trouble(model: Model, { platform }: Real): void {
  let calls = 0;
  platform.losesAnswers = model.trouble === "loses_answers";
  platform.before = (sent) => {
    calls += 1;
    if (model.trouble === "down") return { status: 500, body: {} };
    if (model.trouble === "asks_to_wait" && calls % 2 === 1)
      return { status: 429, body: { retryAt: Date.now() + 5 } };
    if (model.trouble === "refuses_some" && sent.values.includes("e1")) return { status: 422, body: {} };
    return undefined;
  };
}

/** What was refused, which only ever is e1, waits its time; nothing else may be missing, and nobody else be there. */
function expectRight(model: Model, held: readonly string[]): void {
  const wanted = expected(model);
  expect(held.filter((value) => !wanted.includes(value))).toEqual([]);
  expect(wanted.filter((value) => value !== "e1" && !held.includes(value))).toEqual([]);
}

async function attempt(model: Model, real: Real, id: string, lane: Lane): Promise<void> {
  trouble(model, real);
  const sentBefore = real.platform.sent.length;
  const outcome = await executeRun(id, real.deps());
  const row = await database().run.findUniqueOrThrow({ where: { id } });
  const sent = real.platform.sent.slice(sentBefore);
  model.left = outcome.kind === "finished" && row.status === "failed" ? id : null;
  if (!model.approved || model.paused || lane === "privacy") {
    expect(sent.filter(({ operation }) => operation === "add")).toEqual([]);
  }
  const allowed = mayBeSent(model);
  for (const { operation, values } of sent) {
    if (operation === "add") expect(values.filter((value) => !allowed.has(value))).toEqual([]);
  }
  const held = real.platform.held("EMAIL");
  if (row.status === "succeeded" && lane === "full") expectRight(model, held);
  if (["succeeded", "blocked"].includes(row.status))
    expect(held.filter((value) => !mayBeHeld(model, value))).toEqual([]);
  if (lane === "full" && (row.status === "succeeded" || row.status === "partly_failed")) {
    expect(row.ledger).toMatchObject({ in_flight: 0 });
  }
}

const person = fc.record({
  email: fc.constantFrom("e1", "e2", "e3", "shared"),
  consent: fc.nat(3).map((one) => one > 0),
  wanted: fc.nat(3).map((one) => one > 0),
});

const run = fc
  .constantFrom<Lane>("full", "full", "full", "privacy")
  .map((lane) =>
    command(`run ${lane}`, async (model, real) =>
      attempt(model, real, await createRun(real.sync, lane), lane),
    ),
  );

/** Runs stand here often, so that most of what happens to a sync is followed by one. */
const commands = [
  ...[run, run, run, run],
  fc.tuple(fc.constantFrom(...KEYS), person).map(([key, one]) =>
    command(`${key} is ${JSON.stringify(one)}`, async (model, real) => {
      model.people.set(key, one);
      await write(model, real);
    }),
  ),
  fc.constantFrom(...KEYS).map((key) =>
    command(
      `${key} is deleted`,
      async (model, real) => {
        model.people.delete(key);
        await write(model, real);
      },
      ({ people }) => people.size > 1,
    ),
  ),
  fc
    .constantFrom<Trouble>("none", "none", "loses_answers", "down", "refuses_some", "asks_to_wait")
    .map((kind) =>
      command(`trouble: ${kind}`, async (model) => {
        model.trouble = kind;
      }),
    ),
  fc.boolean().map((paused) =>
    command(paused ? "pause" : "resume", async (model, { sync }) => {
      model.paused = paused;
      await database().sync.update({ where: { id: sync.syncId }, data: { paused } });
    }),
  ),
  fc.boolean().map((approved) =>
    command(approved ? "approved again" : "approval void", async (model, { sync }) => {
      model.approved = approved;
      const voidReason = approved ? null : "The audience's conditions changed since they were approved.";
      await database().sync.update({ where: { id: sync.syncId }, data: { voidReason } });
    }),
  ),
  fc.constant(
    command(
      "retry",
      async (model, real) => {
        const id = model.left!;
        const { lane } = await database().run.update({ where: { id }, data: { status: "queued" } });
        await attempt(model, real, id, lane);
      },
      ({ left }) => left !== null,
    ),
  ),
  fc.constant(
    command("cancel at once", async (model, real) => {
      const id = await createRun(real.sync);
      await database().run.update({ where: { id }, data: { cancelRequestedAt: new Date() } });
      await attempt(model, real, id, "full");
    }),
  ),
];

async function world(): Promise<{ model: Model; real: Real; end: () => Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), "coterie-model-"));
  const platform = new TestPlatform();
  const warehouse = new PeopleWarehouse();
  const sync = await createSync({ endpoint: await platform.start() });
  const people = new Map(KEYS.map((key) => [key, { email: `e${key}`, consent: true, wanted: true }]));
  const model: Model = {
    ...{ people, owners: new Map() },
    ...{ approved: true, paused: false, trouble: "none", left: null },
  };
  const real: Real = { sync, platform, warehouse, deps: () => runDeps(home, warehouse, testDefinition(2)) };
  await write(model, real);
  const end = async () => {
    await platform.stop();
    await rm(home, { recursive: true, force: true });
  };
  return { model, real, end };
}

it(`whatever happens to a sync, its platform ends with who belongs there and never holds more than it may (${SCHEDULES} lives)`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 16, size: "max" }), async (life) => {
      const { model, real, end } = await world();
      try {
        await fc.asyncModelRun(() => ({ model, real }), life);
        // Until quiet: the trouble ends, whoever may sends, and the platform has exactly who belongs there.
        Object.assign(model, { trouble: "none", paused: false, approved: true });
        await database().sync.update({
          where: { id: real.sync.syncId },
          data: { paused: false, voidReason: null },
        });
        const id = await createRun(real.sync);
        await attempt(model, real, id, "full");
        expectRight(model, real.platform.held("EMAIL"));
      } finally {
        await end();
      }
    }),
    { numRuns: SCHEDULES, endOnFailure: true },
  );
}, 600_000);
