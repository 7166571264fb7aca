import { z } from "zod";
import type { Problem } from "../errors";
import { ALERT_LEVELS, type AlertRules, type Threshold } from "./types";

/** Numbers that are not as the level above says; what is not said here is as there. */
export type AlertOverrides = {
  [K in keyof AlertRules]?: { [N in keyof AlertRules[K]]?: Numbers<AlertRules[K][N]> };
};
type Numbers<T> = T extends object ? { [N in keyof T]?: T[N] } : T;

const measure = z.number().positive().max(1_000_000);
const times = z.number().int().min(1).max(100);
const least = z.number().min(0).max(1_000_000_000);
const levels = <T extends z.ZodType<number>>(number: T) => ({ warning: number, critical: number });
const hours = z.strictObject(levels(measure)).partial().optional();

const SYNC_RULES = {
  failed: z.strictObject(levels(times)).partial(),
  slow: z.strictObject({ ...levels(measure), leastMinutes: least }).partial(),
  stale: z.strictObject({ ...levels(times), hours, leastMinutes: least }).partial(),
  refusedShare: z.strictObject({ ...levels(measure), leastRows: least }).partial(),
  sizeChange: z.strictObject({ ...levels(measure), leastMembers: least }).partial(),
};

/** A workspace's. */
export const workspaceRules = z
  .strictObject({ ...SYNC_RULES, privacy: z.strictObject({ ...levels(times), hours }).partial() })
  .partial();

/** A sync's: what is owed to people is watched as the workspace says. */
export const syncRules = z.strictObject(SYNC_RULES).partial();

/** The rules that hold where `overrides` say otherwise of some numbers of `base`. */
export function rulesWith(base: AlertRules, overrides: AlertOverrides | null): AlertRules {
  // The same numbers under the same names: only their values change.
  return merged(base, overrides ?? {}) as AlertRules;
}

type Tree = { readonly [name: string]: number | Tree | undefined };

function merged(base: Tree, over: Tree): Tree {
  const entries = Object.entries(base).map(([name, value]) => {
    const other = over[name];
    if (typeof value === "object") return [name, merged(value, typeof other === "object" ? other : {})];
    return [name, other ?? value];
  });
  return Object.fromEntries(entries);
}

/** A warning that would come after what is critical would never be told. */
export function outOfOrder(rules: AlertRules): Problem[] {
  return Object.entries(rules).flatMap(([kind, rule]) => [
    ...problemOf(kind, rule),
    ...("hours" in rule ? problemOf(`${kind}.hours`, rule.hours) : []),
  ]);
}

function problemOf(path: string, threshold: Threshold): Problem[] {
  const [warning, critical] = ALERT_LEVELS.map((level) => threshold[level]);
  if (warning! <= critical!) return [];
  return [
    {
      code: "OUT_OF_ORDER",
      path: `${path}.warning`,
      message: `The warning would come at ${warning}, after what is critical at ${critical}.`,
      fix: "Let the warning begin no later.",
    },
  ];
}
