import { KIND_WORDS } from "@/lib/core/alerts/message";
import type { AlertOverrides } from "@/lib/core/alerts/rules";
import { ALERT_LEVELS, type AlertRules } from "@/lib/core/alerts/types";

/** What is typed, by the number's path; nothing typed is as the level above says. */
export type ThresholdDraft = Readonly<Record<string, string>>;

export type ThresholdRow = {
  rule: keyof AlertRules;
  title: string;
  about: string;
  /** Warning and critical, under what they count. */
  pairs: readonly { path: string; unit: string; whole?: true }[];
  least?: { path: string; before: string; after: string };
};

const ROWS: readonly ThresholdRow[] = [
  {
    rule: "failed",
    title: KIND_WORDS.failed,
    about: "Runs that failed, one after the other.",
    pairs: [{ path: "failed", unit: "runs", whole: true }],
  },
  {
    rule: "slow",
    title: KIND_WORDS.slow,
    about: "How many times as long a run takes as the median of the ten before.",
    pairs: [{ path: "slow", unit: "times" }],
    least: { path: "slow.leastMinutes", before: "Never under", after: "minutes" },
  },
  {
    rule: "stale",
    title: KIND_WORDS.stale,
    about:
      "Times of its schedule that passed without a run going through; hours where it waits for a sync or dbt.",
    pairs: [
      { path: "stale", unit: "missed", whole: true },
      { path: "stale.hours", unit: "hours" },
    ],
    least: { path: "stale.leastMinutes", before: "Never under", after: "minutes" },
  },
  {
    rule: "refusedShare",
    title: KIND_WORDS.refused_share,
    about: "The share of the last run's rows that the platform refused.",
    pairs: [{ path: "refusedShare", unit: "%" }],
    least: { path: "refusedShare.leastRows", before: "Only from", after: "rows on" },
  },
  {
    rule: "sizeChange",
    title: KIND_WORDS.size_change,
    about: "How much the audience grew or shrank from one run to the next.",
    pairs: [{ path: "sizeChange", unit: "%" }],
    least: { path: "sizeChange.leastMembers", before: "Only from", after: "people on" },
  },
  {
    rule: "privacy",
    title: KIND_WORDS.privacy,
    about:
      "Runs that did not take out whom they owed it, and hours such removals have waited. Where both numbers are the same, it is critical at once.",
    pairs: [
      { path: "privacy", unit: "runs", whole: true },
      { path: "privacy.hours", unit: "hours" },
    ],
  },
];

/** A sync says nothing of what is owed to people. */
export function thresholdRows(of: "workspace" | "sync"): readonly ThresholdRow[] {
  return of === "workspace" ? ROWS : ROWS.filter(({ rule }) => rule !== "privacy");
}

type Numbers = { readonly [name: string]: number | Numbers | undefined };

export function draftOf(set: AlertOverrides): ThresholdDraft {
  return Object.fromEntries([...flat(set)].map(([path, value]) => [path, String(value)]));
}

/** What holds where nothing is typed, by the same paths. */
export function numbersOf(rules: AlertRules): Readonly<Record<string, number>> {
  return Object.fromEntries(flat(rules));
}

/** What is typed, as the service takes it. */
export function overridesOf(draft: ThresholdDraft): AlertOverrides {
  const overrides: Record<string, unknown> = {};
  for (const [path, text] of Object.entries(draft)) {
    if (text.trim() === "") continue;
    const names = path.split(".");
    const last = names.pop()!;
    let at = overrides;
    for (const name of names) {
      at[name] ??= {};
      // Whatever stands there was put there by the line before.
      at = at[name] as Record<string, unknown>;
    }
    at[last] = Number(text);
  }
  return overrides;
}

function* flat(numbers: Numbers, before = ""): Generator<[string, number]> {
  for (const [name, value] of Object.entries(numbers)) {
    if (typeof value === "number") yield [`${before}${name}`, value];
    else if (value) yield* flat(value, `${before}${name}.`);
  }
}

/** "3 times", "6 times": what holds of a row, for whoever reads it. `warning` null: it is critical at once. */
export function rowWords({ pairs, least }: ThresholdRow, holds: Readonly<Record<string, number>>) {
  const [warning, critical] = ALERT_LEVELS.map((level) =>
    pairs.map(({ path, unit }) => withUnit(holds[`${path}.${level}`], unit)).join(", or "),
  );
  return {
    warning: warning === critical ? null : warning!,
    critical: critical!,
    least: least && `${least.before} ${holds[least.path]?.toLocaleString("en")} ${least.after}`,
  };
}

const withUnit = (value: number | undefined, unit: string) =>
  `${value?.toLocaleString("en")} ${value === 1 ? unit.replace(/s$/, "") : unit}`;
