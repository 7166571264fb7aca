import { CoterieError, type Problem } from "@/lib/core/errors";
import { isAlways } from "./blackout";
import { parseCron } from "./cron";
import { LEAST_MINUTES } from "./schema";
import { nextSlot, shortestGap } from "./slots";
import type { Timing } from "./types";

/** What is wrong with when a sync would run, as far as that can be told without looking at other syncs. */
export function checkTiming({ schedule, blackout }: Timing, now: Date): Problem[] {
  const problems: Problem[] = [];
  if (schedule.kind === "cron") problems.push(...checkCron(schedule, now));
  if (isAlways(blackout)) {
    problems.push({
      code: "ALWAYS_BLACKED_OUT",
      path: "blackout.windows",
      message: "The blackout windows leave no time of the week to run in.",
      fix: "Shorten one of them.",
    });
  }
  return problems;
}

function checkCron(schedule: { kind: "cron"; cron: string; zone: string }, now: Date): Problem[] {
  try {
    parseCron(schedule.cron);
  } catch (error) {
    if (!(error instanceof CoterieError)) throw error;
    return [{ code: error.code, path: error.path!, message: error.message, fix: error.fix }];
  }
  const path = "schedule.cron";
  if (!nextSlot(schedule, now)) {
    const message = `"${schedule.cron}" names a day that never comes.`;
    return [{ code: "NEVER", path, message, fix: "Check the day of the month and the month." }];
  }
  const gap = shortestGap(schedule, now);
  if (gap === null || gap >= LEAST_MINUTES) return [];
  const message = `"${schedule.cron}" comes every ${gap} minutes at times; ${LEAST_MINUTES} is the least.`;
  return [{ code: "TOO_OFTEN", path, message, fix: `Leave ${LEAST_MINUTES} minutes between two runs.` }];
}
