import { z } from "zod";
import type { RecordFieldType } from "@/lib/core/ports/destination";
import type { FieldRow, RecordMapping, Transform } from "./types";

const FIELD_TYPES = [
  "text",
  "number",
  "boolean",
  "date",
  "datetime",
  "choice",
] as const satisfies RecordFieldType[];
const MOST_FIELDS = 200;
const MOST_ENTRIES = 1_000;
const DEEPEST = 4;

const text = z.string().max(2_000);
const field = z.string().min(1).max(200);

/** A value as YAML and JSON have it; transforms stand inside each other at most so deep. */
function transformSchema(depth: number): z.ZodType<Transform> {
  const id = depth === DEEPEST ? "Transform" : `TransformWithin${DEEPEST - depth}`;
  const plain = [
    z.strictObject({ column: z.string().min(1) }),
    z.strictObject({ constant: z.union([text, z.number(), z.boolean()]) }),
    z.strictObject({ template: text.min(1) }),
  ] as const;
  if (depth === 0) return z.union(plain).meta({ id });
  const inner = transformSchema(depth - 1);
  return z
    .union([
      ...plain,
      z.strictObject({ cast: inner, to: z.enum(FIELD_TYPES) }),
      z.strictObject({ date: inner, format: z.string().min(1).max(100) }),
      z.strictObject({ lookup: inner, table: lookupTable, otherwise: text.optional() }),
    ])
    .meta({ id });
}

const lookupTable = z
  .record(z.string(), text)
  .refine(
    (table) => Object.keys(table).length > 0 && Object.keys(table).length <= MOST_ENTRIES,
    "A look-up has 1 to 1,000 entries.",
  )
  .refine(
    (table) => Object.entries(table).every(([key, value]) => !/[\n\r]/.test(key + value)),
    "An entry is one line.",
  );

export const transform = transformSchema(DEEPEST);

const key = z.object({ field, from: transform });

const fieldRow: z.ZodType<FieldRow> = key.extend({
  when: z.enum(["always", "fill_if_empty", "only_forward"]).default("always"),
  order: z.array(text).min(2).max(100).optional(),
  nulls: z.enum(["clear", "skip"]).default("skip"),
});

export const recordMappingSchema: z.ZodType<RecordMapping> = z.object({
  key,
  also: z.array(key).max(10).optional(),
  fields: z.array(fieldRow).max(MOST_FIELDS),
});

/** How a record sync writes; what its fields are is asked of the platform. */
export const recordTermsSchema = z
  .object({
    mapping: recordMappingSchema,
    mode: z.enum(["upsert", "update_only", "insert_only", "mirror"]),
    removal: z.enum(["delete", "clear_fields", "untag"]).nullable().default(null),
  })
  .refine(({ mode, removal }) => (mode === "mirror") === (removal !== null), {
    message: "A mirror says what happens to a record that left, and nothing else does.",
    path: ["removal"],
  });
