import { z } from "zod";

/** https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/guide (2026-11-20) */
export const MAX_INPUTS = 100;

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]).transform((one) => String(one ?? ""));
const Input = z.object({
  id: z.string().optional(),
  idProperty: z.string().optional(),
  properties: z.record(z.string(), value).default({}),
  objectWriteTraceId: z.string().optional(),
});
export type Input = z.infer<typeof Input>;
export const Body = z.object({
  inputs: z.array(Input),
  properties: z.array(z.string()).default([]),
  idProperty: z.string().optional(),
});
export type Body = z.infer<typeof Body>;

export const VERBS = ["read", "create", "update", "upsert", "archive"] as const;
export type Verb = (typeof VERBS)[number];
export type Writing = Exclude<Verb, "read" | "archive">;
