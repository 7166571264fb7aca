import { mostSpent, spentWords } from "../cost/budget";
import { sizeWithin, smallCount } from "../small-count";
import {
  ALERT_KINDS,
  type Alert,
  type AlertKind,
  type AlertLevel,
  type AlertRules,
  type RunFact,
  type SyncFacts,
  type Threshold,
} from "./types";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** So many runs say how long one takes; fewer than the least say nothing. */
const RUNS_BEFORE = { most: 10, least: 3 };

type Found = { level: AlertLevel; message: string };
type Judge = (facts: SyncFacts, rules: AlertRules) => Found | null;

/** Everything that is wrong with a sync, in the order of ALERT_KINDS; nothing when it is well. */
export function judge(facts: SyncFacts, rules: AlertRules): Alert[] {
  return ALERT_KINDS.flatMap((kind) => {
    const found = JUDGES[kind](facts, rules);
    return found ? [{ kind, ...found }] : [];
  });
}

const JUDGES: Record<AlertKind, Judge> = {
  failed({ runs }, { failed }) {
    const since = runs.findIndex(({ status }) => status !== "failed");
    const times = since === -1 ? runs.length : since;
    const level = levelOf(times, failed);
    const why = runs[0]?.problem;
    return level && found(level, `${times === 1 ? "The last run" : `The last ${times} runs`} failed.`, why);
  },

  blocked({ runs: [last] }) {
    if (last?.status !== "blocked") return null;
    return found(
      "critical",
      "The last run was blocked: nothing is added until someone decides.",
      last.problem,
    );
  },

  slow({ runs, activeSince, now }, { slow }) {
    const through = runs.filter(isThrough);
    const took = activeSince ? now.getTime() - activeSince.getTime() : durationOf(through[0]);
    const before = through.slice(activeSince ? 0 : 1).flatMap((run) => durationOf(run) ?? []);
    const usual = median(before.slice(0, RUNS_BEFORE.most));
    if (took === null || usual === null || took <= slow.leastMinutes * MINUTE_MS) return null;
    const level = levelAbove(took, { warning: usual * slow.warning, critical: usual * slow.critical });
    const verb = activeSince ? "has been running for" : "took";
    return level && found(level, `The run ${verb} ${minutesWords(took)}; usual are ${minutesWords(usual)}.`);
  },

  stale({ owedSince, throughAt, now }, { stale }) {
    if (!owedSince || !throughAt) return null;
    const passed = now.getTime() - throughAt.getTime();
    if (passed <= stale.leastMinutes * MINUTE_MS) return null;
    const isPast = (level: AlertLevel) => throughAt < owedSince[level];
    const level = isPast("critical") ? "critical" : isPast("warning") ? "warning" : null;
    return level && found(level, `No run has gone through for ${hoursWords(passed)}.`);
  },

  refused_share({ answered: { rows, refused } }, { refusedShare }) {
    if (rows < refusedShare.leastRows) return null;
    const level = levelOf((100 * refused) / rows, refusedShare);
    if (!level) return null;
    const of = `${countWords(sizeWithin(refused, rows))} of ${countWords(rows)} rows`;
    return found(level, `The platform refused ${refusedShare[level]} % or more of the last run: ${of}.`);
  },

  size_change({ runs }, { sizeChange }) {
    const [last, before] = runs.filter(isThrough);
    if (!last || !before || last.approved !== before.approved) return null;
    const [to, from] = [last.members, before.members];
    if (to === null || from === null || Math.max(to, from) < sizeChange.leastMembers) return null;
    const percent = from === 0 ? Number.POSITIVE_INFINITY : (100 * Math.abs(to - from)) / from;
    const level = levelOf(percent, sizeChange);
    const sizes = `from ${countWords(smallCount(from))} to ${countWords(smallCount(to))} people`;
    return level && found(level, `The audience went ${sizes} in one run.`);
  },

  privacy({ removals, now }, { privacy }) {
    if (!removals) return null;
    const { since, failures, problem } = removals;
    const waited = now.getTime() - since.getTime();
    const level = worseOf(levelOf(failures, privacy), levelOf(waited / HOUR_MS, privacy.hours));
    if (!level) return null;
    const tried = failures > 0 ? `, and ${failures === 1 ? "a run" : `${failures} runs`} did not do it` : "";
    return found(level, `Removals owed to people have waited for ${hoursWords(waited)}${tried}.`, problem);
  },

  budget({ budgets }) {
    const most = mostSpent(budgets);
    if (!most) return null;
    const whose = most.of === "sync" ? "of this sync" : "of the workspace";
    return found(most.level, `This month's budget ${whose}: ${spentWords(most)}.`);
  },
};

/** Whether the run did what it was to do; what the platform refused is counted apart. */
export function isThrough({ status }: Pick<RunFact, "status">): boolean {
  return status === "succeeded" || status === "partly_failed";
}

function found(level: AlertLevel, message: string, why?: string | null): Found {
  return { level, message: why ? `${message} ${why}` : message };
}

function worseOf(one: AlertLevel | null, other: AlertLevel | null): AlertLevel | null {
  return one === "critical" || other === "critical" ? "critical" : (one ?? other);
}

function levelOf(measured: number, { warning, critical }: Threshold): AlertLevel | null {
  if (measured >= critical) return "critical";
  return measured >= warning ? "warning" : null;
}

/** For thresholds that may still be reached: three times as long is not yet slow. */
function levelAbove(measured: number, { warning, critical }: Threshold): AlertLevel | null {
  if (measured > critical) return "critical";
  return measured > warning ? "warning" : null;
}

function durationOf(run: RunFact | undefined): number | null {
  return run?.startedAt ? run.finishedAt.getTime() - run.startedAt.getTime() : null;
}

function median(values: readonly number[]): number | null {
  if (values.length < RUNS_BEFORE.least) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function countWords(count: number | string): string {
  return typeof count === "number" ? count.toLocaleString("en") : count;
}

function minutesWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / MINUTE_MS);
  if (minutes < 1) return "under a minute";
  return minutes === 1 ? "1 minute" : `${countWords(minutes)} minutes`;
}

function hoursWords(milliseconds: number): string {
  const hours = Math.floor(milliseconds / HOUR_MS);
  if (hours < 1) return "under an hour";
  return hours === 1 ? "1 hour" : `${countWords(hours)} hours`;
}
