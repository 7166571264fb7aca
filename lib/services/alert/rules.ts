import { z } from "zod";
import { type AlertOverrides, rulesWith, workspaceRules } from "@/lib/core/alerts/rules";
import { DEFAULT_RULES } from "@/lib/core/alerts/types";
import type { AlertRulesView } from "@/lib/core/views/alert";
import { Prisma } from "@/lib/db/generated/client";
import { storedAlertRules, toJson } from "@/lib/db/stored";
import { change, service } from "../service";
import { requireOrder } from "./rules-of";

/** Where alerts of this workspace begin. */
export const getAlertRules = service(
  { name: "alert.rules", role: "viewer", input: z.object({}) },
  async ({ actor, db }) => {
    const { alertRules } = await db.workspace.findUniqueOrThrow({ where: { id: actor.workspaceId } });
    return rulesView(storedAlertRules(alertRules));
  },
);

/** Replaces all that is not as by default; null takes the defaults. They are judged by from the next time on. */
export const setAlertRules = change(
  { name: "alert.set_rules", role: "admin", input: z.object({ rules: workspaceRules.nullable() }) },
  async ({ tx, actor, audit }, { rules }) => {
    const { workspaceId: id } = actor;
    requireOrder(DEFAULT_RULES, rules ?? {});
    const { alertRules } = await tx.workspace.findUniqueOrThrow({ where: { id } });
    await tx.workspace.update({
      where: { id },
      data: { alertRules: rules === null ? Prisma.DbNull : toJson(rules) },
    });
    await audit({
      action: "alert.set_rules",
      subject: `workspace:${id}`,
      before: storedAlertRules(alertRules) ?? {},
      after: rules ?? {},
    });
    return rulesView(rules);
  },
);

function rulesView(set: AlertOverrides | null): AlertRulesView {
  return { inherited: DEFAULT_RULES, set: set ?? {}, inForce: rulesWith(DEFAULT_RULES, set) };
}
