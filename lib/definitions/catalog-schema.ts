import { z } from "zod";
import { parseTypeText, TYPE_NAMES } from "@/lib/core/catalog/column-type";
import { PII_TAGS } from "@/lib/core/catalog/types";
import { isZone, ZONE_FIX } from "@/lib/core/catalog/zones";
import { issueParams, strict } from "./zod-problems";

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Entities and relations stand in paths like `orders.items`, so their names are plain words. */
const name = z.string().regex(NAME);
/** Columns are named by the warehouse: anything but control characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const columnName = z.string().regex(/^[^\u0000-\u001f\u007f]{1,255}$/);
const label = z.string().trim().min(1).max(200);

const zone = z
  .string()
  .superRefine((text, context) => {
    if (!isZone(text)) context.addIssue(issueParams("BAD_ZONE", `\`${text}\` is not a time zone.`, ZONE_FIX));
  })
  .describe("An IANA time zone such as Europe/Berlin.");

const type = z
  .string()
  .superRefine((text, context) => {
    const parsed = parseTypeText(text);
    if ("message" in parsed) context.addIssue(issueParams("BAD_TYPE", parsed.message, parsed.fix));
  })
  .describe(`One of ${TYPE_NAMES.join(", ")}.`);

const pii = z
  .enum(["none", ...PII_TAGS])
  .describe(
    "What personal thing the column is; none: classified as not personal; left out: unclassified, the strictest.",
  );

const column = z.union([
  type,
  strict({
    type,
    label: label.optional(),
    pii: pii.optional(),
    description: z.string().max(2000).optional(),
    zone: zone.optional().describe("Of a zone-less timestamp; UTC when left out."),
    accepted: z
      .array(z.string().max(200))
      .min(1)
      .max(1_000)
      .optional()
      .describe("The values there are, as text: runs are blocked when others turn up. Only with pii: none."),
  }),
]);

const relation = strict({
  to: name.describe("The entity it leads to."),
  many: z.literal(true).optional().describe("One row here leads to any number of rows there."),
  one: z.literal(true).optional().describe("One row here leads to at most one row there."),
  on: z
    .union([
      columnName,
      z.array(z.tuple([columnName, columnName])).min(1),
      z
        .record(columnName, columnName)
        .refine((on) => Object.keys(on).length > 0, "`on` needs a pair of columns."),
    ])
    .describe(
      "Columns that must be equal: one name for both sides, { here: there }, or a list of [here, there].",
    ),
  label: label.optional(),
});

/** Any object here: what it must be is said by the segment language, in its own sentences. */
export const traitValue = z.looseObject({}).describe("A value of the segment language.");

export const traitFile = strict({
  label: label.optional(),
  description: z.string().max(2000).optional(),
  value: traitValue.optional(),
  sql: z
    .string()
    .min(1)
    .max(20_000)
    .optional()
    .describe("One SELECT over entities of this catalog, by their names or their tables'."),
  key: z
    .union([columnName, z.array(columnName).min(1)])
    .optional()
    .describe("With sql: the column, or columns, of the SELECT that hold the entity's key."),
  column: columnName.optional().describe("With sql: the column of the SELECT that holds the value."),
  type: type.optional().describe("With sql: the type of the value."),
  pii: pii.optional().describe("With sql: a stronger tag than that of what it reads."),
  zone: zone.optional().describe("With sql: of a zone-less timestamp; UTC when left out."),
});

const file = z.string().min(1);
const part = z.string().min(1);

const entity = strict({
  label: label.optional(),
  singular: label.optional().describe("Noun for one row: customer."),
  table: z
    .union([part, z.array(part).min(1).max(3)])
    .optional()
    .describe("Table or view: name, schema.name, or the parts as a list when one has a dot."),
  files: z
    .union([file, z.array(file).min(1)])
    .optional()
    .describe("CSV, CSV.GZ or Parquet files, relative to the warehouse's folder."),
  query: z.string().min(1).optional().describe("SQL of one SELECT."),
  key: z
    .union([columnName, z.array(columnName).min(1)])
    .optional()
    .describe("Column or columns that name a row; audiences need an entity with one."),
  time: columnName.optional().describe("The date or time column that says when a row happened."),
  pii: z
    .literal("none")
    .optional()
    .describe("Columns that say nothing themselves are classified as not personal."),
  columns: z.record(columnName, column),
  relations: z.record(name, relation).optional(),
  traits: z.record(name, traitFile).optional().describe("Values with a name."),
});

export const catalogFile = strict({
  version: z.literal(1),
  name: label,
  zone: zone.optional().describe("For dates, calendar words and months; UTC when left out."),
  warehouse: z
    .looseObject({ kind: z.string().min(1) })
    .describe(
      "Which warehouse, and its own settings: { kind: duckdb, file: shop.duckdb } or { kind: duckdb, folder: data }.",
    ),
  entities: z.record(name, entity),
  dbt: strict({
    artifacts: z
      .string()
      .min(1)
      .describe("Folder with dbt's manifest.json, run_results.json and sources.json."),
  })
    .optional()
    .describe("Runs are blocked when dbt's tests of what they read failed or its sources are stale."),
});

export type CatalogFile = z.output<typeof catalogFile>;
export type EntityFile = CatalogFile["entities"][string];
export type ColumnFile = EntityFile["columns"][string];
export type TraitFile = NonNullable<EntityFile["traits"]>[string];
export type RelationFile = NonNullable<EntityFile["relations"]>[string];
