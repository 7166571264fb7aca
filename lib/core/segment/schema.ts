import { z } from "zod";
import type { Condition, MeasureScope, Operand, Segment, Test, Unit, Value, Window } from "./types";

export const segmentParts = {
  version: z.literal(1),
  entity: z.string().min(1).describe("Entity of the catalog whose rows are the members."),
  where: z.lazy(() => condition),
};

/**
 * The shape of the language, published as a JSON Schema for editors and other tools. Whether names lead anywhere and
 * types fit is decided by `parseSegment`, which also says it in sentences.
 */
export const segmentSchema: z.ZodType<Segment> = z
  .strictObject(segmentParts)
  .describe("Who belongs: every row of an entity that meets a condition.");

const path = z.string().min(1).describe("Relations from one to the next, joined by dots: orders.items.");
export const column = z
  .string()
  .min(1)
  .describe("A column, or a path through to-one relations: account.plan.");
export const literal = z.union([z.string(), z.number(), z.boolean()]);
const amount = z.int().min(1);
const zone = z.string().min(1).optional().describe("An IANA time zone; the catalog's when left out.");
const unit = z.enum(["minute", "hour", "day", "week", "month", "quarter", "year"]) satisfies z.ZodType<Unit>;

const condition: z.ZodType<Condition> = z
  .lazy(() =>
    z.union([
      z.strictObject({ all: z.array(condition) }).describe("Meets all of them; of none: everyone."),
      z.strictObject({ any: z.array(condition) }).describe("Meets one of them; of none: no one."),
      z.strictObject({ not: condition }).describe("The exact complement, unknown values included."),
      z.strictObject({ value, is: test }).describe("Compares a value; unknown values meet no test."),
      z
        .strictObject({ every: path, where: condition.optional(), must: condition })
        .describe("Every such row meets it; so it is when there are none."),
      z
        .strictObject({ audience: z.string().min(1), version: amount.optional() })
        .describe("Member of another audience."),
      z.strictObject({ list: z.string().min(1), key: value }).describe("The value is in a held list."),
      z.strictObject({ sequence }).describe("Rows that happened one after another."),
      z.strictObject({ rank }).describe("Among the first by a value."),
    ]),
  )
  .meta({ id: "Condition" });

const scope = {
  of: path,
  where: z.lazy(() => condition).optional(),
  during: z.lazy(() => window).optional(),
  at: column.optional(),
} satisfies { [K in keyof Required<MeasureScope>]: z.ZodType };

export const value: z.ZodType<Value> = z
  .lazy(() =>
    z.union([
      z.strictObject({ column }),
      z.strictObject({ trait: z.string().min(1) }),
      z
        .strictObject({ count: z.union([z.literal(true), value]), ...scope })
        .describe("Rows, or rows with a known value."),
      z.strictObject({ count_distinct: value, ...scope }),
      z.strictObject({ sum: value, ...scope }),
      z.strictObject({ avg: value, ...scope }),
      z.strictObject({ min: value, ...scope }),
      z.strictObject({ max: value, ...scope }),
      z.strictObject({ first: value, ...scope }).describe("The value on the first such row."),
      z.strictObject({ last: value, ...scope }).describe("The value on the last such row."),
      z.strictObject({ since: value, in: unit }).describe("Whole units elapsed."),
      z.strictObject({ part: z.enum(["hour", "weekday", "day", "month", "quarter", "year"]), of: value }),
      z.strictObject({ trunc: unit, of: value }),
      z.strictObject({ outer: value }).describe("Inside a relation: a value of the row outside."),
      z.strictObject({ difference: z.tuple([value, value]), in: unit.optional() }),
    ]),
  )
  .meta({ id: "Value" });

const operand: z.ZodType<Operand> = z.union([literal, value]);
const ignoreCase = { ignore_case: z.boolean().optional() };

const test: z.ZodType<Test> = z
  .union([
    z.strictObject({ eq: operand, ...ignoreCase }),
    z.strictObject({ not_eq: operand, ...ignoreCase }),
    z.strictObject({ in: z.array(literal).min(1), ...ignoreCase }),
    z.strictObject({ not_in: z.array(literal).min(1), ...ignoreCase }),
    z.strictObject({ gt: operand }),
    z.strictObject({ gte: operand }),
    z.strictObject({ lt: operand }),
    z.strictObject({ lte: operand }),
    z.strictObject({ between: z.tuple([operand, operand]) }).describe("Both ends in."),
    z.strictObject({ contains: operand, ...ignoreCase }),
    z.strictObject({ not_contains: operand, ...ignoreCase }),
    z.strictObject({ starts_with: operand, ...ignoreCase }),
    z.strictObject({ ends_with: operand, ...ignoreCase }),
    z.strictObject({ known: z.boolean() }),
    z.strictObject({ during: z.lazy(() => window) }),
    z
      .strictObject({ anniversary: z.lazy(() => window) })
      .describe("Month and day in the window, of any year."),
  ])
  .meta({ id: "Test" });

const bound = z.string().describe("A date, YYYY-MM-DD, or a time, 2024-05-01T09:30:00Z.");

const window: z.ZodType<Window> = z
  .union([
    z.strictObject({ last: amount, unit }),
    z.strictObject({ next: amount, unit }),
    z.strictObject({ older_than: amount, unit }),
    z
      .strictObject({
        calendar: z.enum(["this", "previous", "next"]),
        unit: z.enum(["day", "week", "month", "quarter", "year"]),
        count: amount.optional(),
        zone,
      })
      .describe("Whole calendar days, ISO weeks, months, quarters or years."),
    z.strictObject({ after: value, within: amount, unit }),
    z
      .strictObject({ from: bound.optional(), to: bound.optional(), zone })
      .describe("Dates: whole days, both in. Times: from the first until just before the second."),
  ])
  .meta({ id: "Window" });

const sequence = z.lazy(() =>
  z.strictObject({
    steps: z
      .array(
        z.strictObject({
          of: path,
          where: condition.optional(),
          at: column.optional(),
          within: amount.optional(),
          unit: unit.optional(),
          none: z.literal(true).optional(),
        }),
      )
      .min(2),
    anchor: z.enum(["any", "first"]),
    during: window.optional(),
  }),
);

const rank = z.lazy(() =>
  z.strictObject({
    by: value,
    order: z.enum(["asc", "desc"]),
    top: amount.optional(),
    percent: z.number().gt(0).max(100).optional(),
    percentile: z.number().gt(0).max(100).optional(),
    among: condition.optional(),
  }),
);
