import { z } from "zod";
import { toJson } from "@/lib/db/stored";
import { change, service } from "../service";
import { rulesOf, rulesSchema } from "./rules-of";

/** Where alerts of this workspace begin. */
export const getAlertRules = service(
  { name: "alert.rules", role: "viewer", input: z.object({}) },
  async ({ actor, db }) => {
    const { alertRules } = await db.workspace.findUniqueOrThrow({ where: { id: actor.workspaceId } });
    return rulesOf(alertRules);
  },
);

/** All of them at once; they are judged by from the next time on. */
export const setAlertRules = change(
  { name: "alert.set_rules", role: "admin", input: z.object({ rules: rulesSchema }) },
  async ({ tx, actor, audit }, { rules }) => {
    const { workspaceId: id } = actor;
    const { alertRules } = await tx.workspace.findUniqueOrThrow({ where: { id } });
    await tx.workspace.update({ where: { id }, data: { alertRules: toJson(rules) } });
    await audit({
      action: "alert.set_rules",
      subject: `workspace:${id}`,
      before: rulesOf(alertRules),
      after: rules,
    });
    return rules;
  },
);
