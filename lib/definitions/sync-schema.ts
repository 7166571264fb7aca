import { z } from "zod";
import { GuardSettingsForm } from "@/lib/core/guards/parse";
import { recordMappingSchema } from "@/lib/core/record/schema";
import { parseInterval } from "@/lib/core/schedule/interval";
import { blackoutWindow, dayText, zoneSchema } from "@/lib/core/schedule/schema";
import { alertsSection } from "./sync-alerts";
import { budgetSection } from "./sync-budget";
import { strict } from "./zod-problems";

const interval = z
  .string()
  .refine((text) => parseInterval(text) !== null, "Write a length such as 15 minutes, 6 hours or 1 day.")
  .describe("How often it runs: 15 minutes, 6 hours, 1 day. Five minutes is the least.");

const schedule = z
  .union([
    z.literal("by_hand").describe("Only when someone starts it."),
    strict({ every: interval }),
    strict({
      cron: z.string().describe("Minute, hour, day of the month, month, weekday."),
      zone: zoneSchema.describe("An IANA time zone."),
    }),
    strict({ after_sync: z.string().describe("The name of the sync it follows.") }),
    strict({
      after_dbt: z.string().nullable().describe("The name or id of a dbt job; null: any job."),
    }),
  ])
  .describe("When it starts by itself. Not bound by approvals.");

/** A sync as a file. What an approval is bound to waits for one; the rest takes effect when it is applied. */
export const syncFile = strict({
  version: z.literal(1),
  name: z.string().min(1).max(200),
  audience: z.string().describe("The name of the audience."),
  destination: z.string().describe("The name of the destination."),
  object: z.string().describe("The name of what it fills there."),
  mode: z.enum(["mirror", "add_only", "upsert", "update_only", "insert_only"]),
  use: z.enum(["target", "exclude", "seed"]),
  share: z.string().optional().describe("The one share of a split audience it takes."),
  fields: z
    .record(z.string(), z.string())
    .describe("For each field of the destination, the column that fills it; empty of records."),
  country: z
    .string()
    .optional()
    .describe("The column with the country that numbers and postal codes are of."),
  default_country: z
    .string()
    .regex(/^[A-Z]{2}$/, "A country is two capital letters, like DE.")
    .optional()
    .describe("The country of those whose column says none."),
  records: recordMappingSchema
    .and(z.object({ removal: z.enum(["delete", "clear_fields", "untag"]).nullable() }))
    .optional()
    .describe("How records are written: what they are found by, and their fields."),
  guards: GuardSettingsForm.optional().describe("Guards that are not as they are by default."),
  description: z.string().max(2_000).optional(),
  labels: z.array(z.string().min(1).max(30)).max(10).optional(),
  owner: z.string().optional().describe("The e-mail address of a member of the workspace."),
  schedule: schedule.optional(),
  blackout: strict({ zone: zoneSchema.optional(), windows: z.array(blackoutWindow).min(1).max(14) })
    .optional()
    .describe("While a window is open nothing starts by itself; removals owed to people do."),
  alerts: alertsSection
    .optional()
    .describe("Who is told when it is not well, and from when on. Not bound by approvals."),
  budget: budgetSection
    .optional()
    .describe("What its runs may cost a month; left out, it stays. Letting more be spent takes an admin."),
  ends_on: dayText.optional().describe("The last day it runs, in the workspace's zone."),
}).refine(({ records, use }) => !records || use === "target", {
  message: "Records are written for who is in the audience: their use is target.",
  path: ["use"],
});

export type SyncFile = z.output<typeof syncFile>;
