import type { SyncUse } from "@/lib/core/membership/types";
import { guards, settingOf } from "./all";
import type { Facts, Finding, GuardId, GuardSettings, Stage } from "./types";

/** A person's decision that one run may go on although a guard found this much. */
export type Pass = { guard: GuardId; subject: string; upTo: number };

export type Looked = { blocking: Finding[]; warnings: Finding[] };

/** What the guards of a stage find. What somebody let pass, or what only warns, does not block. */
export function look(
  stage: Stage,
  facts: Facts,
  given: { settings: GuardSettings; use: SyncUse; passes?: readonly Pass[] },
): Looked {
  const found = guards
    .filter((guard) => guard.stage === stage)
    .flatMap((guard): Finding[] => {
      const { action, threshold } = settingOf(guard, given.settings, given.use);
      if (action === "off") return [];
      const found = guard.check(facts, guard.threshold.parse(threshold), given.use);
      return found.map((one) => ({ guard: guard.id, action, ...one }));
    });
  const isPassed = ({ guard, subject, measured }: Finding) =>
    given.passes?.some((pass) => pass.guard === guard && pass.subject === subject && measured <= pass.upTo) ??
    false;
  const blocks = (finding: Finding) => finding.action === "block" && !isPassed(finding);
  return { blocking: found.filter(blocks), warnings: found.filter((finding) => !blocks(finding)) };
}
