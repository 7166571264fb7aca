import type { SyncUse } from "@/lib/core/membership/types";
import { guards, settingOf } from "./all";
import { GUARD_ACTIONS, type GuardSetting, type GuardSettings } from "./types";

/** The first guard that lets more pass under `after` than under `before`, by its label; null: none does. */
export function loosened(before: GuardSettings, after: GuardSettings, use: SyncUse): string | null {
  const guard = guards.find((one) => isLooser(settingOf(one, before, use), settingOf(one, after, use)));
  return guard?.label ?? null;
}

function isLooser(before: GuardSetting, after: GuardSetting): boolean {
  const rank = ({ action }: GuardSetting) => GUARD_ACTIONS.indexOf(action);
  if (rank(after) !== rank(before)) return rank(after) > rank(before);
  return Object.entries(after.threshold).some(
    ([name, value]) => typeof value === "number" && value > Number(before.threshold[name] ?? value),
  );
}
