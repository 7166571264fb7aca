import { z } from "zod";

/** The parts of Graph's answers that are read, parsed where they enter. */

export const GraphErrorBody = z.object({
  code: z.number(),
  error_subcode: z.number().optional(),
  message: z.string().optional(),
  error_user_msg: z.string().optional(),
});

/** Names in lower case, whatever object the client library keeps them in. */
export const Headers = z.unknown().transform((headers): Record<string, string> => {
  const entries = Object.entries({ ...Object(headers) });
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (typeof value === "string" ? [[name.toLowerCase(), value]] : [])),
  );
});

/** Counts only; Meta names no rows. */
export const UsersAnswer = z.object({
  num_received: z.number(),
  num_invalid_entries: z.number(),
});

export const AccountAnswer = z.object({ id: z.string(), name: z.string() });
export const CreatedAnswer = z.object({ id: z.string() });

/** Bounds are negative while an audience is too small to be counted. */
export const AudienceAnswer = z.object({
  id: z.string(),
  name: z.string(),
  approximate_count_lower_bound: z.number().optional(),
  approximate_count_upper_bound: z.number().optional(),
});
export type AudienceAnswer = z.infer<typeof AudienceAnswer>;

export const AUDIENCE_FIELDS = [
  "id",
  "name",
  "approximate_count_lower_bound",
  "approximate_count_upper_bound",
];

export const AudiencePage = z.object({
  audiences: z.array(AudienceAnswer),
  paging: z
    .object({ next: z.string().optional(), cursors: z.object({ after: z.string().optional() }).optional() })
    .nullish(),
});
