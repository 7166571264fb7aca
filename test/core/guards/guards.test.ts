import { describe, expect, it } from "vitest";
import { guards, guardsOf } from "@/lib/core/guards/all";
import { loosened, strictest } from "@/lib/core/guards/compare";
import { guardedSync, guardLines } from "@/lib/core/guards/in-force";
import { look } from "@/lib/core/guards/look";
import { GuardSettingsForm } from "@/lib/core/guards/parse";
import type { Facts, GuardId, GuardSettings, Stage } from "@/lib/core/guards/types";
import type { PlanSummary, SyncUse } from "@/lib/core/membership/types";
import type { RecordMode } from "@/lib/core/ports/destination";

const PLAN: PlanSummary = {
  adds: 0,
  updates: 0,
  removes: 0,
  resends: 0,
  refreshes: 0,
  calls: 0,
  people: { enter: 0, leave: 0, stay: 1_000 },
};
const QUIET: Facts = {
  asOf: "2026-03-10T12:00:00Z",
  tables: [],
  columns: [],
  values: [],
  dbt: null,
  kind: "set",
  isUndo: false,
  members: null,
  plan: null,
  owed: null,
  ledger: null,
  approved: null,
  sinceLast: 24,
  platform: null,
  answered: null,
};
const plan = (people: Partial<PlanSummary["people"]>, more: Partial<PlanSummary> = {}): PlanSummary => ({
  ...PLAN,
  ...more,
  people: { ...PLAN.people, ...people },
});
const approved = { members: 1_000, dailyEnter: 50, dailyLeave: 50, days: 14, atOnce: null };
const table = { entity: "orders", label: "Orders", role: "segment" as const, rows: null };
const blocked = (
  stage: Stage,
  facts: Partial<Facts>,
  use: SyncUse = "target",
  settings: GuardSettings = {},
) =>
  look(stage, { ...QUIET, ...facts }, { settings, use }).blocking.map(({ guard, message }) => [
    guard,
    message,
  ]);
const block = (guard: GuardId): GuardSettings => {
  const { threshold } = guards.find(({ id }) => id === guard)!.defaults("target");
  return { [guard]: { action: "block", threshold: { ...threshold } } };
};

describe("a guard blocks", () => {
  it("on the table of consent before any other that is stale", () => {
    const tables = [
      { ...table, newest: "2026-01-01T00:00:00Z" },
      {
        ...table,
        entity: "consents",
        label: "Consents",
        role: "consent" as const,
        newest: "2026-03-05T12:00:00Z",
      },
    ];
    expect(blocked("source", { tables }, "target", block("freshness"))).toEqual([
      ["freshness", "Consents (and 1 more) has had no new row for 5 days; 3 days are allowed."],
    ]);
    expect(blocked("source", { tables })).toEqual([]);
  });

  it("on columns that are gone, changed or newly empty", () => {
    const columns = [
      { entity: "orders", column: "total", problem: "retyped" as const },
      { entity: "people", column: "email", problem: "all_null" as const },
    ];
    expect(blocked("source", { columns })).toEqual([
      ["contract", "orders.total (and 1 more) has another type than the catalog says."],
    ]);
  });

  it("on values nobody accepted, from a share on", () => {
    const values = [{ entity: "orders", column: "status", others: 30, rows: 1_000 }];
    expect(blocked("source", { values })).toEqual([
      ["values", "3 % of orders.status is none of its accepted values; 1 % are allowed."],
    ]);
    expect(blocked("source", { values: [{ ...values[0]!, others: 10 }] })).toEqual([]);
  });

  it("on what dbt found", () => {
    expect(
      blocked("source", { dbt: { failedTests: ["unique_orders_id"], staleSources: ["crm.people"] } }),
    ).toEqual([["dbt", "dbt says: test unique_orders_id failed (and 1 more)."]]);
  });

  it("on a size far from the approved one, and sooner on an exclusion that shrinks", () => {
    expect(blocked("plan", { members: 2_000, approved })).toEqual([]);
    expect(blocked("plan", { members: 2_001, approved })).toEqual([
      ["size", "The audience is 100 % larger than when it was approved; 100 % are allowed."],
    ]);
    expect(blocked("plan", { members: 700, approved })).toEqual([]);
    expect(blocked("plan", { members: 700, approved }, "exclude")).toEqual([
      [
        "size",
        "The audience is 30 % smaller than when it was approved; 25 % are allowed. Whoever leaves an exclusion is shown ads.",
      ],
    ]);
    expect(blocked("plan", { members: 3, approved: { ...approved, members: 40 } })).toEqual([]);
  });

  it("on an undo in words of its own", () => {
    expect(blocked("plan", { isUndo: true, members: 0, approved })).toEqual([
      ["size", "This undo would leave 100 % fewer people there than were approved; 50 % are allowed."],
    ]);
    expect(blocked("plan", { isUndo: true, plan: plan({ leave: 300, stay: 700 }) })).toEqual([
      ["churn", "This undo would take out 300 people at once; up to 200 are usual here."],
    ]);
    expect(blocked("plan", { isUndo: true, plan: plan({ enter: 300 }) })).toEqual([
      ["churn", "This undo would bring back 300 people at once; up to 200 are usual here."],
    ]);
  });

  it("on churn beyond what is usual, and not on an audience of the last days that turns over daily", () => {
    expect(blocked("plan", { plan: plan({ leave: 300, stay: 700 }) })).toEqual([
      ["churn", "300 people would leave at once; up to 200 are usual here."],
    ]);
    const daily = { ...approved, dailyEnter: 400, dailyLeave: 400 };
    expect(blocked("plan", { plan: plan({ enter: 900, leave: 900, stay: 100 }), approved: daily })).toEqual(
      [],
    );
    // Just approved: who was said to leave may, the first time.
    const atOnce = { enter: 0, leave: 290 };
    expect(
      blocked("plan", { plan: plan({ leave: 300, stay: 700 }), approved: { ...approved, atOnce } }),
    ).toEqual([]);
    // Two days' worth after a day without a run.
    expect(blocked("plan", { plan: plan({ leave: 300, stay: 700 }), approved, sinceLast: 48 })).toEqual([]);
  });

  it("on more new records than expected, in record syncs only", () => {
    const facts = { plan: plan({}, { adds: 10_001 }) };
    expect(blocked("plan", { ...facts, kind: "record" })).toEqual([
      ["new_records", "10,001 records would be created; 10,000 are allowed in one run."],
    ]);
    expect(blocked("plan", facts)).toEqual([]);
  });

  it("on consent lost by many at once in an exclusion, and never in a target", () => {
    const facts = { plan: plan({ leave: 0, stay: 1_000 }), owed: { withdrew: 500, vanished: 0 } };
    expect(blocked("privacy", facts, "exclude")).toEqual([
      [
        "consent_loss",
        "50 % of the people in this exclusion seem to have lost consent at once; whoever leaves it is shown ads.",
      ],
    ]);
    expect(blocked("privacy", facts, "target", block("consent_loss"))).toEqual([]);
  });

  it("on too many refused rows once enough were sent", () => {
    expect(blocked("delivery", { answered: { rows: 999, refused: 900 } })).toEqual([]);
    expect(blocked("delivery", { answered: { rows: 1_000, refused: 101 } })).toEqual([
      ["refused", "The platform refused 10 % of the rows sent; 10 % are allowed."],
    ]);
  });
});

it("warns of a platform that holds far fewer than it acknowledged", () => {
  const ledger = { due: 0, in_flight: 0, held: 0, unverified: 10_000, refused: 0, removed: 0 };
  const facts = { ...QUIET, ledger, platform: { lower: 0, upper: 400 } };
  expect(look("plan", facts, { settings: {}, use: "target" })).toEqual({
    blocking: [],
    warnings: [
      {
        guard: "platform_size",
        action: "warn",
        subject: "fewer",
        message: "The platform says it holds 96 % fewer than the ledger; 90 % are allowed.",
        fix: "See at the platform whether someone changed the object; a full resync sends everyone again.",
        measured: 96,
        allowed: 90,
      },
    ],
  });
});

it("lets pass what somebody let pass, and no more than that", () => {
  const facts = { ...QUIET, plan: plan({ leave: 300, stay: 700 }) };
  const given = { settings: {}, use: "target" as const };
  const passes = (upTo: number) =>
    look("plan", facts, { ...given, passes: [{ guard: "churn", subject: "leave", upTo }] }).blocking;
  expect(passes(300)).toEqual([]);
  expect(passes(299)).toHaveLength(1);
  const both = { ...QUIET, plan: plan({ enter: 5_000, leave: 300, stay: 700 }) };
  const left = look("plan", both, { ...given, passes: [{ guard: "churn", subject: "leave", upTo: 300 }] });
  expect(left.blocking.map(({ subject }) => subject)).toEqual(["enter"]);
});

it("calls a guard looser that warns or allows more, and no other", () => {
  const at = (action: "block" | "warn", percent: number): GuardSettings => ({
    churn: { action, threshold: { percent, timesUsual: 3 } },
  });
  expect(loosened({}, at("block", 20), "target")).toBeNull();
  expect(loosened({}, at("block", 21), "target")).toBe("Churn");
  expect(loosened(at("block", 10), at("warn", 10), "target")).toBe("Churn");
  expect(loosened(at("warn", 10), at("block", 90), "target")).toBeNull();
});

it("goes by whichever of two settings blocks sooner, number by number", () => {
  const at = (percent: number, timesUsual: number): GuardSettings => ({
    churn: { action: "block", threshold: { percent, timesUsual } },
  });
  expect(strictest(at(10, 9), at(30, 2), "target").churn).toEqual({
    action: "block",
    threshold: { percent: 10, timesUsual: 2 },
  });
  const off: GuardSettings = { churn: { action: "off", threshold: { percent: 1, timesUsual: 1 } } };
  expect(strictest(off, {}, "target").churn).toEqual({
    action: "block",
    threshold: { percent: 20, timesUsual: 3 },
  });
});

it("reads settings strictly", () => {
  expect(
    GuardSettingsForm.safeParse({ churn: { action: "block", threshold: { percent: 5, timesUsual: 2 } } })
      .success,
  ).toBe(true);
  expect(GuardSettingsForm.safeParse({ churn: { action: "maybe", threshold: {} } }).success).toBe(false);
  expect(GuardSettingsForm.safeParse({ unheard: { action: "off", threshold: {} } }).success).toBe(false);
});

describe("a sync is asked", () => {
  const ids = (kind: "set" | "record", use: SyncUse, mode: RecordMode | null = null) =>
    guardsOf(guardedSync(kind, use, mode)).map(({ id }) => id);

  it("only what its kind and use have an answer to", () => {
    expect(ids("set", "target")).not.toContain("new_records");
    expect(ids("set", "target")).not.toContain("consent_loss");
    expect(ids("set", "exclude")).toContain("consent_loss");
    expect(ids("record", "target", "upsert")).toContain("new_records");
    expect(ids("record", "target", "upsert")).not.toContain("platform_size");
    expect(ids("record", "target", "upsert")).not.toContain("vanished");
    expect(ids("record", "target", "mirror")).toContain("vanished");
    const asked = new Set([...ids("set", "exclude"), ...ids("record", "target", "upsert")]);
    expect([...asked].sort()).toEqual(guards.map(({ id }) => id).sort());
  });
});

describe("the guards in force", () => {
  const target = guardedSync("set", "target", null);
  const line = (guard: GuardId, ...settings: [GuardSettings | null, GuardSettings]) =>
    guardLines(target, ...settings).find((one) => one.guard === guard);
  const sizes = (growPercent: number, shrinkPercent: number): GuardSettings => ({
    size: { action: "block", threshold: { growPercent, shrinkPercent } },
  });

  it("say what each allows, and whether that is the default", () => {
    expect(guardLines(target, null, {}).map(({ label, action, allows }) => [label, action, allows])).toEqual([
      [
        "Fresh tables",
        "warn",
        "a new row within 3 days where consent or suppression stands, 7 days elsewhere",
      ],
      ["Column contract", "block", "every column that is read is there, of its type, and not newly empty"],
      ["Accepted values", "block", "up to 1 % of rows with other values"],
      ["dbt tests and source freshness", "block", "no failed test and no stale source"],
      ["Size", "block", "up to 100 % larger or 50 % smaller than approved"],
      ["Churn", "block", "up to 20 % of who is held, or 3 times what is usual"],
      ["Size at the platform", "warn", "up to 90 % off the ledger"],
      ["Mass deletion", "block", "up to 10 % of who is held, or 50 people, at once"],
      ["Refused rows", "block", "up to 10 %, once 1,000 rows are answered"],
    ]);
    expect(guardLines(target, null, {}).every(({ isDefault }) => isDefault)).toBe(true);
    expect(line("size", sizes(100, 50), sizes(100, 50))).toMatchObject({ isDefault: true, waiting: null });
  });

  it("are the stricter of what is approved and what was saved since, and say what waits", () => {
    expect(line("size", {}, sizes(300, 20))).toEqual({
      ...{ guard: "size", label: "Size", action: "block", isDefault: false },
      allows: "up to 100 % larger or 20 % smaller than approved",
      waiting: { action: "block", allows: "up to 300 % larger or 20 % smaller than approved" },
    });
    expect(line("size", null, sizes(300, 20))).toMatchObject({
      allows: "up to 300 % larger or 20 % smaller than approved",
      waiting: null,
    });
  });
});
