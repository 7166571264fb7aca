import { describe, expect, it } from "vitest";
import type { GuardSettings } from "@/lib/core/guards/types";
import type { SyncUse } from "@/lib/core/membership/types";
import { database } from "@/lib/db/client";
import { loadActor } from "@/lib/services/actor";
import { executeRun } from "@/lib/services/run/execute";
import { getRun } from "@/lib/services/run/list";
import { askToPass } from "@/lib/services/run/pass/ask";
import { decidePass } from "@/lib/services/run/pass/decide";
import { listPasses } from "@/lib/services/run/pass/list";
import { peopleRuns } from "@/test/factories/people-runs";
import { approveVersion, createRun, type TestSync } from "@/test/factories/sync";
import type { Person } from "@/test/support/people-warehouse";
import { testDefinition } from "@/test/support/platform";

const { platform, warehouse, approvedSync, deps } = peopleRuns(testDefinition(1_000));

const many = (from: number, to: number, more: Partial<Person> = {}): Person[] =>
  Array.from({ length: to - from }, (_, at) => ({ key: `${from + at}`, email: `e${from + at}`, ...more }));

const syncWith = async (use: SyncUse = "target", guards: GuardSettings = {}): Promise<TestSync> =>
  approveVersion(await approvedSync(), { use, guards });

async function run(sync: TestSync, people: Person[], id?: string) {
  warehouse.people = people;
  const run = id ?? (await createRun(sync));
  await executeRun(run, deps());
  return database().run.findUniqueOrThrow({ where: { id: run } });
}
const held = () => {
  const values = new Set<string>();
  for (const { operation, values: sent } of platform.sent) {
    for (const value of sent) operation === "remove" ? values.delete(value) : values.add(value);
  }
  return values.size;
};

async function person(sync: TestSync, name: string, role: "marketer" | "approver") {
  const user = await database().user.create({ data: { email: `${name}.${sync.syncId}@people.test`, name } });
  await database().membership.create({ data: { workspaceId: sync.workspaceId, userId: user.id, role } });
  return loadActor(user.id, sync.workspaceId);
}

describe("a run that would take out many at once", () => {
  it("is blocked, shows what it would have sent, and still takes out who withdrew", async () => {
    const sync = await syncWith();
    await run(sync, many(0, 200));
    const left = [...many(0, 99), ...many(101, 200, { wanted: false })];
    const row = await run(sync, [...left, ...many(100, 101, { consent: false })]);

    expect(row).toMatchObject({
      status: "blocked",
      problem: { code: "GUARD_CHURN", message: "101 people would leave at once; up to 40 are usual here." },
      findings: [{ guard: "churn", action: "block", measured: 101, allowed: 40 }],
      withheldPlan: { removes: 101, people: { leave: 101, stay: 99 } },
    });
    // Who is not in the table any more was deleted, and is owed the removal like the one who withdrew.
    expect(held()).toBe(198);
  });

  it("goes on once another person let it pass, and no further than what was found then", async () => {
    const sync = await syncWith();
    const [mara, theo] = [await person(sync, "Mara", "marketer"), await person(sync, "Theo", "approver")];
    await run(sync, many(0, 200));
    const { id } = await run(sync, [...many(0, 120), ...many(120, 200, { wanted: false })]);
    expect(held()).toBe(200);

    const asked = await askToPass(mara, { id, reason: "A recall, checked with the shop." });
    await expect(decidePass(mara, { id: asked.id, pass: true, reason: "Fine." })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await decidePass(theo, { id: asked.id, pass: true, reason: "Seen." });
    expect(await run(sync, [...many(0, 110), ...many(110, 200, { wanted: false })], id)).toMatchObject({
      status: "blocked",
    });
    expect(held()).toBe(200);

    await database().run.update({ where: { id }, data: { status: "queued" } });
    expect(await run(sync, [...many(0, 120), ...many(120, 200, { wanted: false })], id)).toMatchObject({
      status: "succeeded",
    });
    expect(held()).toBe(120);
  });

  it("says of an undo that it is one, and whoever decides which run it takes back", async () => {
    const sync = await syncWith();
    const [mara, theo] = [await person(sync, "Mara", "marketer"), await person(sync, "Theo", "approver")];
    const first = await run(sync, many(0, 200));
    const id = await createRun(sync);
    await database().run.update({ where: { id }, data: { kind: "undo", undoesRunId: first.id } });
    const paused = { paused: true, pausedByRunId: id };
    await database().sync.update({ where: { id: sync.syncId }, data: paused });
    expect(await run(sync, many(0, 200), id)).toMatchObject({
      status: "blocked",
      problem: { message: "This undo would take out 200 people at once; up to 40 are usual here." },
    });
    const undoes = { id: first.id, at: (first.startedAt ?? first.asOf).toISOString() };
    expect(await getRun(mara, { id })).toMatchObject({ kind: "undo", undoes });
    await askToPass(mara, { id, reason: "The wrong list." });
    expect(await listPasses(theo, {})).toMatchObject([
      {
        run: { id, undoes },
        findings: ["This undo would take out 200 people at once; up to 40 are usual here."],
      },
    ]);
    expect(held()).toBe(200);
  });

  it("only says so where its guard warns", async () => {
    const warn: GuardSettings = { churn: { action: "warn", threshold: { percent: 20, timesUsual: 3 } } };
    const sync = await syncWith("target", warn);
    await run(sync, many(0, 200));
    const row = await run(sync, [...many(0, 100), ...many(100, 200, { wanted: false })]);

    expect(row).toMatchObject({ status: "succeeded", findings: [{ guard: "churn", action: "warn" }] });
    expect(held()).toBe(100);
  });
});

describe("consent that many lose at once", () => {
  const lost = () => many(0, 200, { consent: false });

  it("takes them out of a target", async () => {
    const sync = await syncWith("target");
    await run(sync, many(0, 200));
    expect(await run(sync, lost())).toMatchObject({ status: "blocked" });
    expect(held()).toBe(0);
  });

  it("leaves them in an exclusion, whose people would be shown ads, until someone looked", async () => {
    const sync = await syncWith("exclude");
    await run(sync, many(0, 200));
    const row = await run(sync, lost());
    expect(row).toMatchObject({ status: "blocked", problem: { code: "GUARD_CONSENT_LOSS" } });
    expect(held()).toBe(200);
  });

  it("leaves them there though churn and size are not looked at", async () => {
    const sync = await syncWith("exclude", {
      churn: { action: "off", threshold: { percent: 10, timesUsual: 2 } },
      size: { action: "off", threshold: { growPercent: 200, shrinkPercent: 25 } },
    });
    await run(sync, many(0, 200));
    const some = [...many(0, 140), ...many(140, 200, { consent: false })];
    const row = await run(sync, some);
    expect(row).toMatchObject({ status: "blocked", problem: { code: "GUARD_CONSENT_LOSS" } });
    expect(held()).toBe(200);
  });

  it("takes the one who withdrew out of an exclusion", async () => {
    const sync = await syncWith("exclude");
    await run(sync, many(0, 200));
    expect(await run(sync, [...many(0, 199), ...many(199, 200, { consent: false })])).toMatchObject({
      status: "succeeded",
    });
    expect(held()).toBe(199);
  });
});

describe("a table of which half is missing", () => {
  const half = () => [...many(0, 100), ...many(100, 101, { consent: false })];
  const GONE = {
    code: "GUARD_VANISHED",
    message: "99 people are no longer in the warehouse at all; up to 50 at once are taken for deleted.",
  };
  const LENIENT: GuardSettings = { churn: { action: "off", threshold: { percent: 20, timesUsual: 3 } } };

  async function privacyRun(sync: TestSync, people: Person[]) {
    const id = await createRun(sync);
    await database().run.update({ where: { id }, data: { lane: "privacy" } });
    return run(sync, people, id);
  }

  it("empties nothing through the privacy lane, which takes out who withdrew", async () => {
    const sync = await syncWith();
    await run(sync, many(0, 200));
    const row = await privacyRun(sync, half());
    expect(row).toMatchObject({
      status: "blocked",
      problem: GONE,
      findings: [{ guard: "vanished", action: "block", measured: 99, allowed: 50 }],
      plan: { removes: 1 },
      withheldPlan: { removes: 100, people: { leave: 100 } },
    });
    expect(held()).toBe(199);
  });

  it("is found beside the other guards of an ordinary run, and by itself where they are off", async () => {
    const sync = await syncWith();
    await run(sync, many(0, 200));
    const row = await run(sync, half());
    expect(row.findings).toMatchObject([{ guard: "churn" }, { guard: "vanished", measured: 99 }]);
    expect(row).toMatchObject({ status: "blocked", problem: { code: "GUARD_CHURN" }, plan: { removes: 1 } });
    expect(row.withheldPlan).toMatchObject({ people: { leave: 100, stay: 100 } });
    expect(held()).toBe(199);

    const lenient = await syncWith("target", LENIENT);
    platform.sent.length = 0;
    await run(lenient, many(0, 200));
    expect(await run(lenient, half())).toMatchObject({ status: "blocked", problem: GONE });
    expect(held()).toBe(199);
  });

  it("is not asked about once a newer run stands in its place", async () => {
    const sync = await syncWith();
    const mara = await person(sync, "Mara", "marketer");
    await run(sync, many(0, 200));
    const { id } = await privacyRun(sync, half());
    await privacyRun(sync, half());
    await expect(askToPass(mara, { id, reason: "Old accounts were deleted." })).rejects.toMatchObject({
      code: "SUPERSEDED",
    });
  });

  it("may be let pass although removals owed to people ran meanwhile", async () => {
    const sync = await syncWith("target", LENIENT);
    const [mara, theo] = [await person(sync, "Mara", "marketer"), await person(sync, "Theo", "approver")];
    await run(sync, many(0, 200));
    const { id } = await run(sync, half());
    const asked = await askToPass(mara, { id, reason: "Old accounts were deleted." });
    const night = half().map((one, at) => (at === 0 ? { ...one, consent: false } : one));
    expect(await privacyRun(sync, night)).toMatchObject({ status: "blocked", plan: { removes: 1 } });
    expect(held()).toBe(198);
    await decidePass(theo, { id: asked.id, pass: true, reason: "So they were." });
    expect(await run(sync, night, id)).toMatchObject({ status: "succeeded" });
    expect(held()).toBe(99);
  });

  it("is taken for right once another person let it pass", async () => {
    const sync = await syncWith();
    const [mara, theo] = [await person(sync, "Mara", "marketer"), await person(sync, "Theo", "approver")];
    await run(sync, many(0, 200));
    const { id } = await privacyRun(sync, half());
    const asked = await askToPass(mara, { id, reason: "Old accounts were deleted." });
    await decidePass(theo, { id: asked.id, pass: true, reason: "So they were." });
    expect(await run(sync, half(), id)).toMatchObject({
      status: "succeeded",
      findings: [{ action: "block" }],
    });
    expect(held()).toBe(100);
  });

  it("is seen in an exclusion too, while who withdrew leaves it", async () => {
    const sync = await syncWith("exclude");
    await run(sync, many(0, 200));
    const row = await privacyRun(sync, half());
    expect(row).toMatchObject({ status: "blocked", problem: { code: "GUARD_VANISHED" } });
    expect(held()).toBe(199);
  });

  it("is no concern when few are gone: they were deleted", async () => {
    const sync = await syncWith();
    await run(sync, many(0, 200));
    expect(await privacyRun(sync, many(0, 150))).toMatchObject({ status: "succeeded", findings: null });
    expect(held()).toBe(150);
  });
});

describe("what the platform says", () => {
  const bound = (lower: number, upper: number) => {
    const definition = testDefinition(1_000);
    const connect: typeof definition.connect = (input) => {
      const client = definition.connect(input);
      const getObject = async (id: string) => ({ id, name: "An audience", size: { lower, upper } });
      return { ...client, set: { ...client.set!, getObject } };
    };
    return { ...definition, connect };
  };
  const BLOCKS: GuardSettings = { platform_size: { action: "block", threshold: { percent: 50 } } };

  it("of the object's size is held against the ledger, and warns unless it is told to block", async () => {
    for (const [guards, status] of [
      [{}, "succeeded"],
      [BLOCKS, "blocked"],
    ] as const) {
      const sync = await syncWith("target", guards);
      await run(sync, many(0, 1_200));
      warehouse.people = many(0, 1_201);
      const id = await createRun(sync);
      await executeRun(id, deps({}, bound(0, 50)));
      expect(await database().run.findUniqueOrThrow({ where: { id } })).toMatchObject({
        status,
        findings: [{ guard: "platform_size", subject: "fewer", allowed: guards === BLOCKS ? 50 : 90 }],
      });
    }
  });

  it("of refused rows stops the run on its way", async () => {
    const sync = await syncWith();
    platform.before = ({ values, operation }) =>
      operation === "add"
        ? { status: 200, body: { received: values.length, refused: values.length / 2 } }
        : undefined;
    const row = await run(sync, many(0, 5_000));
    expect(row).toMatchObject({
      status: "blocked",
      problem: { code: "GUARD_REFUSED" },
      findings: [{ guard: "refused", subject: "rows", measured: 50, allowed: 10 }],
    });
    const sent = await database().runBatch.count({ where: { runId: row.id, sentAt: { not: null } } });
    // Known before the next call.
    expect(sent).toBe(1);
    // It was kept to removals by a plan of its own; what it sent before is told all the same.
    const batches = await database().runBatch.findMany({ where: { runId: row.id } });
    expect(batches.map(({ plan, state, rows }) => ({ plan, state, rows }))).toEqual(
      Array.from({ length: sent }, () => ({ plan: 1, state: "acknowledged", rows: 1_000 })),
    );
  });
});
