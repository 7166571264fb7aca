import type { SyncUse } from "@/lib/core/membership/types";
import { churn } from "./churn";
import { consentLoss } from "./consent-loss";
import { contract } from "./contract";
import { dbt } from "./dbt";
import { freshness } from "./freshness";
import { newRecords } from "./new-records";
import { platformSize } from "./platform-size";
import { refused } from "./refused";
import { size } from "./size";
import type { Guard, GuardedSync, GuardSetting, GuardSettings } from "./types";
import { values } from "./values";
import { vanished } from "./vanished";

/** In the order they are looked at and shown. */
export const guards: readonly Guard[] = [
  freshness,
  contract,
  values,
  dbt,
  size,
  churn,
  newRecords,
  platformSize,
  consentLoss,
  vanished,
  refused,
] as readonly Guard[];

/** Those that have anything to look at in a sync. */
export function guardsOf(sync: GuardedSync): readonly Guard[] {
  return guards.filter(({ appliesTo }) => appliesTo?.(sync) ?? true);
}

/** What a sync says of a guard, or the guard's default for its use. */
export function settingOf(guard: Guard, settings: GuardSettings, use: SyncUse): GuardSetting {
  const stored = settings[guard.id];
  const { action, threshold } = guard.defaults(use);
  return stored ?? { action, threshold: { ...threshold } };
}
