import { z } from "zod";

/** The parts of HubSpot's answers that are read, parsed where they enter. Every field of an error is optional, HubSpot says. */

const Context = z.record(z.string(), z.array(z.union([z.string(), z.null()]))).catch({});

export const ErrorBody = z.object({
  category: z.string().optional(),
  subCategory: z.unknown().optional(),
  policyName: z.string().optional(),
  message: z.string().catch(""),
  errors: z.array(z.object({ code: z.string().optional() })).catch([]),
  context: Context.optional(),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

export const Details = z.object({
  portalId: z.number(),
  timeZone: z.string().catch("UTC"),
  accountType: z.string().catch(""),
});
export type Details = z.infer<typeof Details>;

const text = z.union([z.string(), z.null()]).transform((value) => value ?? "");

export const Found = z.object({ id: z.string(), properties: z.record(z.string(), text) });
export type Found = z.infer<typeof Found>;

/** What a batch wrote, and what of it not: 200 and 207 alike. */
export const Written = z.object({
  results: z.array(z.object({ id: z.string(), objectWriteTraceId: z.string().optional() })).default([]),
  errors: z.array(ErrorBody).default([]),
});
export type Written = z.infer<typeof Written>;

export const ReadRecords = z.object({ results: z.array(Found).default([]) });
export const Nothing = z.unknown();

export const Properties = z.object({
  results: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      type: z.string(),
      hasUniqueValue: z.boolean().catch(false),
      hidden: z.boolean().catch(false),
      calculated: z.boolean().catch(false),
      options: z
        .array(z.object({ value: z.string(), displayOrder: z.number().catch(-1) }))
        .nullish()
        .transform((options) => options ?? []),
      modificationMetadata: z.object({ readOnlyValue: z.boolean().catch(false) }).optional(),
    }),
  ),
});
export type Property = z.infer<typeof Properties>["results"][number];

const List = z.object({
  listId: z.string(),
  name: z.string(),
  processingType: z.string(),
  additionalProperties: z.record(z.string(), z.string()).catch({}),
});
export type List = z.infer<typeof List>;
export const OneList = z.object({ list: List });
export const ListPage = z.object({ lists: z.array(List), offset: z.number(), hasMore: z.boolean() });
/** HubSpot's own spelling. */
export const Memberships = z.object({ recordIdsMissing: z.array(z.string()).default([]) });
