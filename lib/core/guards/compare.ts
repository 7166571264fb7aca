import { isSame } from "@/lib/core/canonical";
import type { SyncUse } from "@/lib/core/membership/types";
import { guards, settingOf } from "./all";
import { GUARD_ACTIONS, type GuardSetting, type GuardSettings } from "./types";

/** The first guard that lets more pass under `after` than under `before`, by its label; null: none does. */
export function loosened(before: GuardSettings, after: GuardSettings, use: SyncUse): string | null {
  const guard = guards.find((one) => isLooser(settingOf(one, before, use), settingOf(one, after, use)));
  return guard?.label ?? null;
}

/** Of two settings, for each guard what blocks sooner. */
export function strictest(one: GuardSettings, other: GuardSettings, use: SyncUse): GuardSettings {
  if (isSame(one, other)) return one;
  return Object.fromEntries(
    guards.map((guard) => [guard.id, stricter(settingOf(guard, one, use), settingOf(guard, other, use))]),
  );
}

function stricter(one: GuardSetting, other: GuardSetting): GuardSetting {
  const rank = ({ action }: GuardSetting) => GUARD_ACTIONS.indexOf(action);
  if (rank(one) !== rank(other)) return rank(one) < rank(other) ? one : other;
  const least = (name: string, value: unknown) =>
    typeof value === "number" ? Math.min(value, Number(other.threshold[name] ?? value)) : value;
  const threshold = Object.entries(one.threshold).map(([name, value]) => [name, least(name, value)]);
  return { action: one.action, threshold: Object.fromEntries(threshold) };
}

function isLooser(before: GuardSetting, after: GuardSetting): boolean {
  const rank = ({ action }: GuardSetting) => GUARD_ACTIONS.indexOf(action);
  if (rank(after) !== rank(before)) return rank(after) > rank(before);
  return Object.entries(after.threshold).some(
    ([name, value]) => typeof value === "number" && value > Number(before.threshold[name] ?? value),
  );
}
