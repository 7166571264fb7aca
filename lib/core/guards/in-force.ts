import { isSame } from "@/lib/core/canonical";
import type { SyncUse } from "@/lib/core/membership/types";
import type { SyncKind } from "@/lib/core/ports/destination";
import type { RecordTerms } from "@/lib/core/record/types";
import { guardsOf, settingOf } from "./all";
import { strictest } from "./compare";
import type { Guard, GuardAction, GuardedSync, GuardId, GuardSetting, GuardSettings } from "./types";

/** What a guard does and allows, as it is shown beside others. */
export type GuardLine = {
  guard: GuardId;
  label: string;
  action: GuardAction;
  /** "up to 100 % larger or 50 % smaller than approved" */
  allows: string;
  isDefault: boolean;
  /** What the newest version would let pass instead, once it is approved; null: nothing else. */
  waiting: { action: GuardAction; allows: string } | null;
};

/** The settings a run goes by: of what is approved and what was saved since, whichever blocks sooner. */
export function guardLines(
  sync: GuardedSync,
  approved: GuardSettings | null,
  newest: GuardSettings,
): GuardLine[] {
  const inForce = approved === null ? newest : strictest(approved, newest, sync.use);
  return guardsOf(sync).map((guard) => {
    const setting = settingOf(guard, inForce, sync.use);
    const wanted = settingOf(guard, newest, sync.use);
    return {
      guard: guard.id,
      label: guard.label,
      ...told(guard, setting),
      isDefault: isSame(setting, settingOf(guard, {}, sync.use)),
      waiting: isSame(setting, wanted) ? null : told(guard, wanted),
    };
  });
}

/** The part of a sync that says which guards have anything to look at. */
export function guardedSync(kind: SyncKind, use: SyncUse, mode: RecordTerms["mode"] | null): GuardedSync {
  return { kind, use, removes: kind === "set" || mode === "mirror" };
}

function told(guard: Guard, { action, threshold }: GuardSetting) {
  return { action, allows: guard.tells(guard.threshold.parse(threshold)) };
}
