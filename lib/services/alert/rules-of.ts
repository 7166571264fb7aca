import { z } from "zod";
import { type AlertRules, DEFAULT_RULES } from "@/lib/core/alerts/types";
import type { Prisma } from "@/lib/db/generated/client";

const measure = z.number().positive().max(1_000_000);
const times = z.number().int().min(1).max(100);
const least = z.number().min(0).max(1_000_000_000);

type Levels = { warning: number; critical: number };
const inOrder = ({ warning, critical }: Levels) => warning <= critical;
const ORDER = "A warning comes no later than what is critical.";

export const rulesSchema: z.ZodType<AlertRules> = z.strictObject({
  failed: z.strictObject({ warning: times, critical: times }).refine(inOrder, ORDER),
  slow: z.strictObject({ warning: measure, critical: measure, leastMinutes: least }).refine(inOrder, ORDER),
  stale: z
    .strictObject({
      warning: times,
      critical: times,
      hours: z.strictObject({ warning: measure, critical: measure }).refine(inOrder, ORDER),
      leastMinutes: least,
    })
    .refine(inOrder, ORDER),
  refusedShare: z
    .strictObject({ warning: measure, critical: measure, leastRows: least })
    .refine(inOrder, ORDER),
  sizeChange: z
    .strictObject({ warning: measure, critical: measure, leastMembers: least })
    .refine(inOrder, ORDER),
});

/** Those of a workspace; null is the defaults. */
export function rulesOf(json: Prisma.JsonValue | null): AlertRules {
  return json === null ? DEFAULT_RULES : rulesSchema.parse(json);
}
