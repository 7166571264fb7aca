import { type AlertOverrides, outOfOrder, rulesWith } from "@/lib/core/alerts/rules";
import { type AlertRules, DEFAULT_RULES } from "@/lib/core/alerts/types";
import { InvalidInput } from "@/lib/core/errors";
import type { Prisma } from "@/lib/db/generated/client";
import { storedAlertRules } from "@/lib/db/stored";

/** Those of a workspace. */
export function workspaceRulesOf({ alertRules }: { alertRules: Prisma.JsonValue | null }): AlertRules {
  return rulesWith(DEFAULT_RULES, storedAlertRules(alertRules));
}

type WithRules = { alertRules: Prisma.JsonValue | null; workspace: { alertRules: Prisma.JsonValue | null } };

/** Those of a sync: the workspace's, where it does not say otherwise. */
export function rulesOf({ alertRules, workspace }: WithRules): AlertRules {
  return rulesWith(workspaceRulesOf(workspace), storedAlertRules(alertRules));
}

/** Throws InvalidInput where the numbers, with those of the level above, do not go together. */
export function requireOrder(base: AlertRules, overrides: AlertOverrides): void {
  const problems = outOfOrder(rulesWith(base, overrides));
  const [first] = problems;
  if (!first) return;
  throw new InvalidInput({ code: "INVALID_RULES", message: first.message, fix: first.fix, problems });
}
