import { beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import { PATIENCE, type RunDeps } from "@/lib/services/run/execute/deps";
import { peopleRuns, person } from "@/test/factories/people-runs";
import { createRun, type TestSync } from "@/test/factories/sync";
import { digestOf } from "@/test/factories/wanted";
import type { Person } from "@/test/support/people-warehouse";
import { testDefinition } from "@/test/support/platform";

const { platform, warehouse, runRow, approvedSync, digest, ...runs } = peopleRuns();
let deps: RunDeps;
beforeEach(() => {
  deps = runs.deps();
});

const run = (sync: TestSync, people: readonly Person[], lane: "full" | "privacy" = "full") =>
  runs.run(sync, people, { lane, deps });
/** Whatever else: the ledger says what the platform holds. */
const expectMirrored = async (sync: TestSync, emails: readonly string[]) => {
  expect(platform.held("EMAIL")).toEqual([...emails].sort());
  expect(await digest(sync)).toEqual(emails.length > 0 ? { EMAIL: digestOf(emails) } : {});
};

describe("a full run", () => {
  it("brings the platform to hold exactly who is wanted, and counts every step", async () => {
    const sync = await approvedSync();
    const row = await run(sync, [person("1"), person("2"), person("3"), person("4", { consent: false })]);
    expect(row).toMatchObject({
      status: "succeeded",
      phase: "done",
      attempts: 1,
      problem: null,
      waterfall: { members: 4, eligible: 3, heldBack: { no_consent: 1, suppressed: 0, no_identifier: 0 } },
      plan: { adds: 3, removes: 0, resends: 0, calls: 2, people: { enter: 3, leave: 0, stay: 0 } },
      ledger: { due: 0, in_flight: 0, held: 0, unverified: 3, refused: 0, removed: 0 },
    });
    expect(row.batches).toMatchObject([
      { number: 1, firstRow: 1, rows: 2, state: "acknowledged", received: 2, refused: 0, attempts: 1 },
      { number: 2, firstRow: 3, rows: 1, state: "acknowledged", received: 1, refused: 0, attempts: 1 },
    ]);
    expect(row.batches.every((batch) => batch.foldedAt !== null)).toBe(true);
    await expectMirrored(sync, ["e1", "e2", "e3"]);
    const { ledger } = await database().sync.findUniqueOrThrow({ where: { id: sync.syncId } });
    expect(ledger).toEqual(row.ledger);
  });

  it("sends only the difference, removes first, in one session an operation", async () => {
    const sync = await approvedSync();
    await run(sync, [person("1"), person("2"), person("3")]);
    platform.sent.length = 0;
    const row = await run(sync, [person("2"), person("3"), person("4"), person("5"), person("6")]);
    expect(row.plan).toMatchObject({ adds: 3, removes: 1 });
    expect(
      platform.sent.map(({ operation, values, session }) => [operation, values, session.sequence]),
    ).toEqual([
      ["remove", ["e1"], 1],
      ["add", ["e4", "e5"], 1],
      ["add", ["e6"], 2],
    ]);
    expect(platform.sent.map(({ session }) => [session.isLast, session.estimatedTotal])).toEqual([
      [true, 1],
      [false, 3],
      [true, 3],
    ]);
    expect(platform.sent[1]!.session.id).toBe(platform.sent[2]!.session.id);
    await expectMirrored(sync, ["e2", "e3", "e4", "e5", "e6"]);
  });

  it("keeps a person in whose e-mail changed, matched by the phone that stayed", async () => {
    const sync = await approvedSync();
    platform.known.set("ada", ["old", "p1"]);
    await run(sync, [{ key: "1", email: "old", phone: "p1" }]);
    expect([...platform.members]).toEqual(["ada"]);
    await run(sync, [{ key: "1", email: "new", phone: "p1" }]);
    expect([...platform.members]).toEqual(["ada"]);
    expect(platform.held("EMAIL")).toEqual(["new"]);
  });

  it("keeps a shared e-mail while one of its members stays", async () => {
    const sync = await approvedSync();
    await run(sync, [person("1", { email: "family" }), person("2", { email: "family" }), person("3")]);
    const row = await run(sync, [person("2", { email: "family" }), person("3")]);
    expect(row.plan).toMatchObject({ adds: 0, removes: 0, people: { enter: 0, leave: 1, stay: 2 } });
    await expectMirrored(sync, ["family", "e3"]);
  });

  it("removes someone whose add was never answered and who then left", async () => {
    const sync = await approvedSync();
    warehouse.people = [person("1")];
    platform.losesAnswers = true;
    const id = await createRun(sync);
    await executeRun(id, { ...deps, patience: { ...deps.patience, giveUpMs: 0 } });
    platform.losesAnswers = false;
    expect(platform.held("EMAIL")).toEqual(["e1"]);
    expect(await runRow(id)).toMatchObject({ status: "failed", ledger: { in_flight: 1 } });
    await run(sync, [person("1", { wanted: false })]);
    await expectMirrored(sync, []);
  });
});

describe("a run that may not add", () => {
  it("sends nothing where nothing is approved", async () => {
    const sync = await approvedSync();
    await database().sync.update({ where: { id: sync.syncId }, data: { approvedVersionId: null } });
    const row = await run(sync, [person("1")]);
    expect(row).toMatchObject({
      status: "blocked",
      problem: { code: "NOT_APPROVED", remedy: "ask_approver" },
    });
    expect(platform.sent).toEqual([]);
  });

  it("sends nothing where what it rests on leads nowhere, though nobody noticed", async () => {
    const sync = await approvedSync({ tree: { entity: "people", where: { audience: "gone" } } });
    expect(await run(sync, [person("1")])).toMatchObject({
      status: "blocked",
      problem: { code: "UNKNOWN_AUDIENCE" },
    });
    expect(platform.sent).toEqual([]);
  });

  it("sends nobody where the version has no such share", async () => {
    const sync = await approvedSync();
    const {
      id: _,
      record: __,
      ...version
    } = await database().syncVersion.findUniqueOrThrow({
      where: { id: sync.syncVersionId },
    });
    const data = {
      ...version,
      mapping: version.mapping as object,
      guards: {},
      version: 2,
      split: "treatment",
    };
    const { id: syncVersionId } = await database().syncVersion.create({ data });
    await database().sync.update({
      where: { id: sync.syncId },
      data: { approvedVersionId: syncVersionId },
    });
    expect(await run({ ...sync, syncVersionId }, [person("1")])).toMatchObject({
      status: "blocked",
      problem: { code: "UNKNOWN_SPLIT" },
    });
    expect(platform.sent).toEqual([]);
  });

  it("adds nobody below the policy's minimum, but still removes who withdrew consent", async () => {
    const sync = await approvedSync({ minimumSize: 3 });
    await run(sync, [person("1"), person("2"), person("3")]);
    const row = await run(sync, [
      person("1"),
      person("2", { consent: false }),
      person("4"),
      person("3", { wanted: false }),
    ]);
    expect(row).toMatchObject({
      status: "blocked",
      problem: { code: "TOO_FEW_PEOPLE" },
      plan: { adds: 0, removes: 1 },
    });
    await expectMirrored(sync, ["e1", "e3"]);
  });

  it("goes on as a full run when it is retried after what blocked it was settled", async () => {
    const sync = await approvedSync({ minimumSize: 3 });
    const { id, status } = await run(sync, [person("1"), person("2")]);
    expect(status).toBe("blocked");
    warehouse.people = [person("1"), person("2"), person("3")];
    await database().run.update({ where: { id }, data: { status: "queued" } });
    await executeRun(id, deps);
    expect(await runRow(id)).toMatchObject({ status: "succeeded", problem: null, plan: { adds: 3 } });
    await expectMirrored(sync, ["e1", "e2", "e3"]);
  });

  it("is blocked by a key that is not unique", async () => {
    const sync = await approvedSync();
    const row = await run(sync, [person("1"), person("1", { email: "other" })]);
    expect(row).toMatchObject({
      status: "blocked",
      problem: { code: "KEY_NOT_UNIQUE", remedy: "ask_admin" },
    });
    expect(platform.sent).toEqual([]);
  });

  it("removes withdrawn consent while the sync is paused", async () => {
    const sync = await approvedSync();
    await run(sync, [person("1"), person("2")]);
    await database().sync.update({ where: { id: sync.syncId }, data: { paused: true } });
    const people = [person("1", { consent: false }), person("2"), person("3")];
    expect(await run(sync, people, "privacy")).toMatchObject({ status: "succeeded", plan: { removes: 1 } });
    await expectMirrored(sync, ["e2"]);
    expect(await run(sync, people)).toMatchObject({ status: "blocked", problem: { code: "SYNC_PAUSED" } });
    await expectMirrored(sync, ["e2"]);
  });

  it("sends nothing that was planned for one account to another", async () => {
    const sync = await approvedSync();
    await run(sync, [person("1"), person("2")]);
    warehouse.people = [person("1", { consent: false }), person("2")];
    const id = await createRun(sync, "privacy");
    const retryAt = Date.now() + 3_600_000;
    platform.before = () => ({ status: 429, body: { retryAt } });
    expect((await executeRun(id, deps)).kind).toBe("wait");
    platform.before = () => undefined;
    platform.sent.length = 0;
    await database().destination.update({
      where: { id: sync.destinationId },
      data: { settings: { account: "2" } },
    });
    await executeRun(id, deps);
    expect(platform.sent).toEqual([]);
    expect(await runRow(id)).toMatchObject({ status: "succeeded", plan: { adds: 0, removes: 0 } });
  });

  it.each([
    ["becomes void", { voidReason: "The mapping changed." }, "APPROVAL_VOID"],
    ["ends", { endedAt: new Date() }, "SYNC_ENDED"],
  ])("stops adding when the sync %s on the way", async (_what, data, code) => {
    const sync = await approvedSync();
    platform.before = async () => {
      await database().sync.update({ where: { id: sync.syncId }, data });
      return undefined;
    };
    const row = await run(
      sync,
      ["1", "2", "3", "4"].map((key) => person(key)),
    );
    expect(row).toMatchObject({ status: "blocked", problem: { code } });
    expect(platform.held("EMAIL")).toEqual(["e1", "e2"]);
  });

  it("stops adding when the audience is paused on the way", async () => {
    const sync = await approvedSync();
    platform.before = async () => {
      await database().audience.update({ where: { id: sync.audienceId }, data: { paused: true } });
      return undefined;
    };
    const row = await run(
      sync,
      ["1", "2", "3", "4"].map((key) => person(key)),
    );
    expect(row).toMatchObject({ status: "blocked", problem: { code: "SYNC_PAUSED" } });
    expect(platform.held("EMAIL")).toEqual(["e1", "e2"]);
  });

  it("stops adding when another version is approved on the way", async () => {
    const sync = await approvedSync();
    const { id: _, ...version } = await database().audienceVersion.findUniqueOrThrow({
      where: { id: sync.audienceVersionId },
    });
    const next = await database().audienceVersion.create({
      data: { ...version, version: 2, tree: {} },
    });
    platform.before = async () => {
      const data = { approvedAudienceVersionId: next.id };
      await database().sync.update({ where: { id: sync.syncId }, data });
      return undefined;
    };
    const row = await run(
      sync,
      ["1", "2", "3", "4"].map((key) => person(key)),
    );
    expect(row).toMatchObject({ status: "blocked", problem: { code: "APPROVAL_MOVED_ON" } });
    expect(platform.held("EMAIL")).toEqual(["e1", "e2"]);
  });

  it("stops adding when the sync is paused on the way, and still removes what is owed", async () => {
    const sync = await approvedSync();
    await run(sync, [person("1"), person("2")]);
    platform.before = async ({ operation }) => {
      if (operation === "add")
        await database().sync.update({ where: { id: sync.syncId }, data: { paused: true } });
      return undefined;
    };
    const people = ["2", "3", "4", "5"].map((key) => person(key, { consent: key !== "2" }));
    const row = await run(sync, people);
    expect(row).toMatchObject({ status: "blocked", problem: { code: "SYNC_PAUSED" } });
    await expectMirrored(sync, ["e3", "e4"]);
  });

  it("ends cancelled with what was sent counted, and the next run sends the rest", async () => {
    const sync = await approvedSync();
    warehouse.people = ["1", "2", "3", "4"].map((key) => person(key));
    const id = await createRun(sync);
    platform.after = async () => {
      await database().run.update({ where: { id }, data: { cancelRequestedAt: new Date() } });
    };
    await executeRun(id, deps);
    platform.after = () => {};
    expect(await runRow(id)).toMatchObject({
      status: "cancelled",
      ledger: { unverified: 2, due: 2, in_flight: 0 },
    });
    platform.sent.length = 0;
    await run(sync, warehouse.people);
    expect(platform.sent.map(({ values }) => values)).toEqual([["e3", "e4"]]);
    await expectMirrored(sync, ["e1", "e2", "e3", "e4"]);
  });
});

describe("a platform in trouble", () => {
  it("is asked again until it answers", async () => {
    const sync = await approvedSync();
    let left = 3;
    platform.before = () => (left-- > 0 ? { status: 500, body: {} } : undefined);
    // Long enough that a busy machine does not give up before the platform is well.
    deps = runs.deps({
      patience: { ...PATIENCE, firstMs: 1, longestMs: 20, giveUpMs: 60_000, holdMs: 60_000 },
    });
    const row = await run(sync, [person("1")]);
    expect(row).toMatchObject({ status: "succeeded", batches: [{ attempts: 4 }] });
  });

  it("that answers 500 for ten minutes gets everyone all the same", async () => {
    const sync = await approvedSync();
    let minutes = 0;
    platform.before = () => (minutes < 10 ? { status: 500, body: {} } : undefined);
    const started = Date.now();
    deps = runs.deps({
      patience: PATIENCE,
      now: () => new Date(started + minutes * 60_000),
      sleep: async (ms) => {
        minutes += ms / 60_000;
      },
    });
    const row = await run(sync, [person("1"), person("2"), person("3")]);
    expect(row).toMatchObject({ status: "succeeded", problem: null });
    expect(row.batches[0]!.attempts).toBeGreaterThan(5);
    expect(row.batches[0]!.attempts).toBeLessThan(25);
    await expectMirrored(sync, ["e1", "e2", "e3"]);
  });

  it("that keeps failing ends the run with a clear sentence, and a retry goes on with the same plan", async () => {
    const sync = await approvedSync();
    warehouse.people = ["1", "2", "3", "4"].map((key) => person(key));
    const id = await createRun(sync);
    platform.before = ({ session }) => (session.sequence === 2 ? { status: 500, body: {} } : undefined);
    await executeRun(id, deps);
    const failed = await runRow(id);
    expect(failed).toMatchObject({
      status: "failed",
      phase: "deliver",
      ledger: { unverified: 2, in_flight: 2 },
      problem: {
        code: "PLATFORM_KEPT_FAILING",
        message: "The platform kept failing for 1 second; its last answer: The platform answered 500.",
        remedy: "retry",
      },
    });
    platform.before = () => undefined;
    warehouse.people = warehouse.people.map((one) => ({ ...one, wanted: false }));
    await database().run.update({ where: { id }, data: { status: "queued" } });
    await executeRun(id, deps);
    expect(await runRow(id)).toMatchObject({ status: "succeeded", attempts: 2, plan: failed.plan });
    await expectMirrored(sync, ["e1", "e2", "e3", "e4"]);
  });

  it("that is well again gets nobody who withdrew consent since it was planned", async () => {
    const sync = await approvedSync();
    warehouse.people = ["1", "2", "3", "4", "5"].map((key) => person(key));
    const id = await createRun(sync);
    platform.before = ({ session }) => (session.sequence === 2 ? { status: 401, body: {} } : undefined);
    await executeRun(id, deps);
    platform.before = () => undefined;
    platform.sent.length = 0;
    warehouse.people = warehouse.people.map((one) => ({ ...one, consent: !["4", "5"].includes(one.key) }));
    await database().run.update({ where: { id }, data: { status: "queued" } });
    await executeRun(id, deps);
    expect(platform.sent.map(({ values }) => values)).toEqual([["e3"]]);
    expect(await runRow(id)).toMatchObject({
      status: "succeeded",
      batches: [
        { number: 1, rows: 2 },
        { number: 2, rows: 1, received: 1 },
      ],
    });
    await run(sync, warehouse.people);
    await expectMirrored(sync, ["e1", "e2", "e3"]);
  });

  it.each([
    ["nobody", ["3", "4"], [1, 3]],
    ["one", ["4"], [1, 2, 3]],
  ])(
    "that fails again is sent %s of a batch of two once the rest withdrew, and all is accounted for",
    async (_left, withdrawn, numbers) => {
      const sync = await approvedSync();
      warehouse.people = ["1", "2", "3", "4", "5"].map((key) => person(key));
      const id = await createRun(sync);
      platform.before = ({ session }) => (session.sequence > 1 ? { status: 401, body: {} } : undefined);
      await executeRun(id, deps);
      warehouse.people = warehouse.people.map((one) => ({ ...one, consent: !withdrawn.includes(one.key) }));
      const again = () => database().run.update({ where: { id }, data: { status: "queued" } });
      await again();
      await executeRun(id, deps);
      // As if it had been killed between taking people out of the plan and out of the journal.
      const rows = { rows: 2, operation: "add", identifier: "EMAIL", firstRow: 3 } as const;
      const where = { runId_plan_number: { runId: id, plan: 0, number: 2 } };
      await database().runBatch.upsert({ where, create: { runId: id, number: 2, ...rows }, update: rows });
      platform.before = () => undefined;
      await again();
      await executeRun(id, deps);
      const row = await runRow(id);
      expect(row.status).toBe("succeeded");
      expect(
        row.batches.map(({ number, state, rows, received }) => [number, state, received === rows]),
      ).toEqual(numbers.map((number) => [number, "acknowledged", true]));
      await run(sync, warehouse.people);
      await expectMirrored(
        sync,
        ["1", "2", "3", "4", "5"].filter((key) => !withdrawn.includes(key)).map((key) => `e${key}`),
      );
    },
  );

  it("that asks for a long wait gets the run back later", async () => {
    const sync = await approvedSync();
    warehouse.people = ["1", "2", "3"].map((key) => person(key));
    const id = await createRun(sync);
    const retryAt = Date.now() + 3_600_000;
    platform.before = ({ session }) =>
      session.sequence === 2 ? { status: 429, body: { retryAt } } : undefined;
    expect(await executeRun(id, deps)).toEqual({ kind: "wait", until: new Date(retryAt) });
    expect(await runRow(id)).toMatchObject({ status: "running", finishedAt: null });
    platform.before = () => undefined;
    expect(await executeRun(id, deps)).toEqual({ kind: "finished", status: "succeeded" });
    await expectMirrored(sync, ["e1", "e2", "e3"]);
  });

  it("that never answers a call is asked again when the call's time is over", async () => {
    const sync = await approvedSync();
    let calls = 0;
    platform.before = () => (calls++ === 0 ? new Promise(() => {}) : undefined);
    deps = runs.deps({
      patience: { ...deps.patience, callMs: 300, giveUpMs: 60_000 },
    });
    const row = await run(sync, [person("1")]);
    expect(row).toMatchObject({ status: "succeeded", batches: [{ attempts: 2 }] });
    await expectMirrored(sync, ["e1"]);
  });

  it("that refuses a batch for one row gets all the others", async () => {
    const sync = await approvedSync();
    deps = runs.deps({}, testDefinition(8));
    platform.before = ({ values }) => (values.includes("bad") ? { status: 422, body: {} } : undefined);
    const people = ["1", "2", "3", "4", "5"].map((key) => person(key));
    const row = await run(sync, [...people, person("6", { email: "bad" })]);
    expect(row).toMatchObject({
      status: "partly_failed",
      ledger: { unverified: 5, refused: 1 },
      batches: [
        { received: 6, refused: 1, refusedRows: [{ row: expect.any(Number), reason: "PLATFORM_422" }] },
      ],
    });
    expect(platform.held("EMAIL")).toEqual(["e1", "e2", "e3", "e4", "e5"]);
  });

  it("that no longer accepts the token ends the run and marks the destination until it works again", async () => {
    const sync = await approvedSync();
    platform.before = () => ({ status: 401, body: {} });
    const row = await run(sync, [person("1"), person("2"), person("3")]);
    expect(row).toMatchObject({ status: "failed", problem: { code: "PLATFORM_401", remedy: "reconnect" } });
    expect(row.ledger).toMatchObject({ in_flight: 2, due: 1 });
    const destination = () => database().destination.findUniqueOrThrow({ where: { id: sync.destinationId } });
    expect(await destination()).toMatchObject({ status: "failing", problem: "The platform answered 401." });
    platform.before = () => undefined;
    await run(sync, [person("1"), person("2"), person("3")]);
    expect(await destination()).toMatchObject({ status: "connected", problem: null });
  });
});

describe("a warehouse without anyone", () => {
  it("removes nobody: a table being rebuilt is no reason to leave", async () => {
    const sync = await approvedSync();
    await run(sync, [person("1"), person("2")]);
    const failed = { status: "failed", problem: { code: "WAREHOUSE_EMPTY", remedy: "ask_admin" } };
    expect(await run(sync, [])).toMatchObject(failed);
    expect(await run(sync, [], "privacy")).toMatchObject(failed);
    await expectMirrored(sync, ["e1", "e2"]);
  });

  it("that may be sent empties the platform", async () => {
    const sync = await approvedSync();
    await run(sync, [person("1"), person("2")]);
    const people = [person("1", { consent: false }), person("2", { consent: false })];
    expect(await run(sync, people, "privacy")).toMatchObject({ status: "succeeded", plan: { removes: 2 } });
    await expectMirrored(sync, []);
  });
});

describe("one sync at a time", () => {
  it("leaves a run alone while another process holds the sync's lease", async () => {
    const sync = await approvedSync();
    warehouse.people = [person("1")];
    const id = await createRun(sync);
    const lease = await deps.lease(`sync:${sync.syncId}`);
    expect(await executeRun(id, deps)).toEqual({ kind: "busy" });
    await lease!.release();
    expect(await executeRun(id, deps)).toEqual({ kind: "finished", status: "succeeded" });
  });

  it("stops when the database lets go of the lease, and leaves the run to the next attempt", async () => {
    const sync = await approvedSync();
    warehouse.people = ["1", "2", "3", "4"].map((key) => person(key));
    const id = await createRun(sync);
    platform.after = async () => {
      await database().$executeRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'coterie lease'`;
      await new Promise((resolve) => setTimeout(resolve, 100));
    };
    await expect(executeRun(id, deps)).rejects.toThrow();
    platform.after = () => {};
    expect(await runRow(id)).toMatchObject({ status: "running" });
    expect(await executeRun(id, deps)).toEqual({ kind: "finished", status: "succeeded" });
    await expectMirrored(sync, ["e1", "e2", "e3", "e4"]);
  });

  it("does nothing to a run that has ended", async () => {
    const sync = await approvedSync();
    const { id } = await run(sync, [person("1")]);
    platform.sent.length = 0;
    expect(await executeRun(id, deps)).toEqual({ kind: "finished", status: "succeeded" });
    expect(platform.sent).toEqual([]);
  });

  it("lets go when the process ends, and goes on in the next one", async () => {
    const sync = await approvedSync();
    warehouse.people = ["1", "2", "3", "4"].map((key) => person(key));
    const id = await createRun(sync);
    const stopping = new AbortController();
    platform.after = () => stopping.abort();
    const outcome = await executeRun(id, { ...deps, stopping: stopping.signal });
    expect(outcome.kind).toBe("wait");
    platform.after = () => {};
    await executeRun(id, deps);
    await expectMirrored(sync, ["e1", "e2", "e3", "e4"]);
  });
});
