import { z } from "zod";
import { guards } from "./all";
import { GUARD_ACTIONS, type GuardSettings } from "./types";

/** The form of what a sync says of its guards, as it is sent, stored and written in files. */
export const GuardSettingsForm: z.ZodType<GuardSettings> = z.strictObject(
  Object.fromEntries(
    guards.map((guard) => [
      guard.id,
      z
        .strictObject({
          action: z.enum(GUARD_ACTIONS),
          threshold: guard.threshold as z.ZodType<Record<string, unknown>>,
        })
        .optional(),
    ]),
  ),
);
