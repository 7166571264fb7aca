import { z } from "zod";
import { isZone, ZONE_FIX } from "../catalog/zones";
import { type Blackout, type Schedule, WEEKDAYS } from "./types";

/** More often than this, runs would wait for each other. */
export const LEAST_MINUTES = 5;
const MOST_MINUTES = 31 * 24 * 60;
const MOST_WINDOWS = 14;

export const zoneSchema = z.string().refine(isZone, `There is no such time zone. ${ZONE_FIX}`);

const minutes = z
  .number()
  .int()
  .min(LEAST_MINUTES, `It runs every ${LEAST_MINUTES} minutes at most.`)
  .max(MOST_MINUTES, "It runs every 31 days at least; use cron for months.");

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time is written 06:00, from 00:00 to 23:59.");

export const dayText = z.iso.date("A day is written 2026-12-31.");

export const scheduleSchema: z.ZodType<Schedule> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("interval"), minutes }),
  z.object({ kind: z.literal("cron"), cron: z.string().trim().min(1).max(200), zone: zoneSchema }),
  z.object({ kind: z.literal("after_sync"), sync: z.string().min(1) }),
  z.object({ kind: z.literal("after_dbt"), job: z.string().trim().min(1).max(200).nullable() }),
]);

/** "From" until "to" of the days; one that ends no later than it begins ends the day after. */
export const blackoutWindow = z.strictObject({
  days: z.array(z.enum(WEEKDAYS)).min(1).max(7),
  from: time,
  to: time,
});

export const blackoutSchema: z.ZodType<Blackout> = z.object({
  windows: z.array(blackoutWindow).max(MOST_WINDOWS),
  zone: zoneSchema.nullable(),
});

export const timingSchema = {
  schedule: scheduleSchema,
  blackout: blackoutSchema,
  endsOn: dayText.nullable(),
};
