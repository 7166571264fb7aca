import { describe, expect, it } from "vitest";
import { judge } from "@/lib/core/alerts/judge";
import { rulesWith } from "@/lib/core/alerts/rules";
import { DEFAULT_RULES, type RunFact, type SyncFacts } from "@/lib/core/alerts/types";

const NOW = new Date("2026-11-20T12:00:00Z");
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

/** A run that ended so many hours ago, after so many minutes. */
function run(hours: number, more: Partial<RunFact> & { minutes?: number } = {}): RunFact {
  const { minutes = 4, ...rest } = more;
  const finishedAt = hoursAgo(hours);
  const startedAt = new Date(finishedAt.getTime() - minutes * 60_000);
  const usual = { status: "succeeded", members: 1_000, approved: "a", problem: null } as const;
  return { ...usual, startedAt, finishedAt, ...rest };
}

const facts = (more: Partial<SyncFacts> = {}): SyncFacts => ({
  now: NOW,
  runs: [run(1), run(2), run(3), run(4)],
  activeSince: null,
  answered: { rows: 1_000, refused: 0 },
  owedSince: null,
  throughAt: hoursAgo(1),
  removals: null,
  budgets: [],
  ...more,
});
const judged = (more: Partial<SyncFacts>) => judge(facts(more), DEFAULT_RULES);

describe("a sync that is well", () => {
  it("has nothing to tell", () => {
    expect(judged({})).toEqual([]);
    expect(judged({ runs: [], throughAt: null })).toEqual([]);
  });
});

describe("failed", () => {
  const failed = (hours: number) => run(hours, { status: "failed", problem: "The token has expired." });

  it("is a warning the first time and critical the second", () => {
    expect(judged({ runs: [failed(1), run(2)] })).toEqual([
      { kind: "failed", level: "warning", message: "The last run failed. The token has expired." },
    ]);
    expect(judged({ runs: [failed(1), failed(2), run(3)] })).toEqual([
      { kind: "failed", level: "critical", message: "The last 2 runs failed. The token has expired." },
    ]);
  });

  it("is over once a run goes through, and not counted across one that was blocked", () => {
    expect(judged({ runs: [run(1), failed(2)] })).toEqual([]);
    expect(judged({ runs: [run(1, { status: "blocked" }), failed(2)] })).toEqual([
      {
        kind: "blocked",
        level: "critical",
        message: "The last run was blocked: nothing is added until someone decides.",
      },
    ]);
  });
});

describe("slow", () => {
  const before = [run(2), run(3), run(4, { minutes: 6 })];
  const slow = (minutes: number) => judged({ runs: [run(1, { minutes }), ...before] });

  it("is longer than three times the median and than ten minutes", () => {
    expect(slow(12)).toEqual([]);
    expect(slow(13)).toEqual([
      { kind: "slow", level: "warning", message: "The run took 13 minutes; usual are 4 minutes." },
    ]);
    expect(slow(25)).toMatchObject([{ kind: "slow", level: "critical" }]);
  });

  it("is said of a run under way, and never by fewer than three runs before", () => {
    const activeSince = new Date(NOW.getTime() - 20 * 60_000);
    expect(judged({ runs: before, activeSince })).toEqual([
      {
        kind: "slow",
        level: "warning",
        message: "The run has been running for 20 minutes; usual are 4 minutes.",
      },
    ]);
    expect(judged({ runs: before.slice(1), activeSince })).toEqual([]);
  });

  it("leaves short runs alone, however much longer than usual", () => {
    const quick = [run(2, { minutes: 0 }), run(3, { minutes: 0 }), run(4, { minutes: 0 })];
    expect(judged({ runs: [run(1, { minutes: 9 }), ...quick] })).toEqual([]);
  });
});

describe("stale", () => {
  const owedSince = { warning: hoursAgo(24), critical: hoursAgo(72) };

  it("is a sync no run of which went through since it was owed", () => {
    expect(judged({ owedSince, throughAt: hoursAgo(23) })).toEqual([]);
    expect(judged({ owedSince, throughAt: hoursAgo(30) })).toEqual([
      { kind: "stale", level: "warning", message: "No run has gone through for 30 hours." },
    ]);
    expect(judged({ owedSince, throughAt: hoursAgo(73) })).toMatchObject([{ level: "critical" }]);
  });

  it("gives a sync that runs every few minutes an hour", () => {
    const often = { warning: hoursAgo(0.1), critical: hoursAgo(0.3) };
    expect(judged({ owedSince: often, throughAt: hoursAgo(1) })).toEqual([]);
  });
});

describe("refused share", () => {
  const refused = (refused: number, rows = 1_000) => judged({ answered: { rows, refused } });

  it("is a warning from 5 % and critical from 10 %", () => {
    expect(refused(49)).toEqual([]);
    expect(refused(50)).toEqual([
      {
        kind: "refused_share",
        level: "warning",
        message: "The platform refused 5 % or more of the last run: 50 of 1,000 rows.",
      },
    ]);
    expect(refused(100)).toMatchObject([{ level: "critical" }]);
  });

  it("tells no small count, and nothing of few rows", () => {
    expect(refused(6, 110)).toMatchObject([
      { message: "The platform refused 5 % or more of the last run: <10 of 110 rows." },
    ]);
    expect(refused(105, 110)).toMatchObject([
      { message: "The platform refused 10 % or more of the last run: all but a few of 110 rows." },
    ]);
    expect(refused(99, 99)).toEqual([]);
  });
});

describe("size change", () => {
  const sizes = (to: number, from: number, approved = "a") =>
    judged({ runs: [run(1, { members: to, approved }), run(2, { members: from })] });

  it("is half of the audience from one run to the next", () => {
    expect(sizes(501, 1_000)).toEqual([]);
    expect(sizes(500, 1_000)).toEqual([
      {
        kind: "size_change",
        level: "warning",
        message: "The audience went from 1,000 to 500 people in one run.",
      },
    ]);
    expect(sizes(4, 1_000)).toEqual([
      {
        kind: "size_change",
        level: "critical",
        message: "The audience went from 1,000 to <10 people in one run.",
      },
    ]);
  });

  it("is not said of small audiences, nor where something else was approved", () => {
    expect(sizes(40, 99)).toEqual([]);
    expect(sizes(100, 1_000, "b")).toEqual([]);
  });
});

describe("removals owed to people", () => {
  const waiting = (hours: number, failures: number, problem: string | null = null) =>
    judged({ removals: { since: hoursAgo(hours), failures, problem } });

  it("are critical once a run did not carry them out", () => {
    expect(waiting(0.5, 1, "The token has expired.")).toEqual([
      {
        kind: "privacy",
        level: "critical",
        message:
          "Removals owed to people have waited for under an hour, and a run did not do it. The token has expired.",
      },
    ]);
  });

  it("are critical after a day, whatever their run is doing", () => {
    expect(waiting(23, 0)).toEqual([]);
    expect(waiting(24, 0)).toEqual([
      { kind: "privacy", level: "critical", message: "Removals owed to people have waited for 24 hours." },
    ]);
  });

  it("are a warning first where the workspace says so", () => {
    const rules = rulesWith(DEFAULT_RULES, { privacy: { critical: 3 } });
    const level = (failures: number) =>
      judge(facts({ removals: { since: hoursAgo(1), failures, problem: null } }), rules)[0]?.level;
    expect([1, 2, 3].map(level)).toEqual(["warning", "warning", "critical"]);
  });
});
