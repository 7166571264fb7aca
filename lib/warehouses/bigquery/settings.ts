import { z } from "zod";
import { environmentSecret } from "@/lib/kit/environment-secret";

const project = z
  .string()
  .regex(
    /^(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
    "A project's id is written like acme-analytics-123.",
  );
const dataset = z.string().regex(/^\w{1,1024}$/, "A dataset's name is letters, digits and underscores.");

/** A project of BigQuery. Who Coterie is there is never written in a file: the environment holds it, or Coterie does. */
export const settings = z.strictObject({
  kind: z.literal("bigquery"),
  project: project.describe("The project that runs and pays for the queries."),
  dataset: dataset.describe("Where tables are that the catalog names without a dataset.").optional(),
  datasets: z
    .array(dataset)
    .min(1)
    .max(100)
    .describe("The datasets to choose tables from; all when left out.")
    .optional(),
  location: z
    .string()
    .regex(/^[A-Za-z0-9-]{2,40}$/)
    .describe("Where the datasets are: EU, US or a region.")
    .optional(),
  /** A service account's key as JSON; the machine's own identity when left out. */
  credentials: environmentSecret.optional(),
  maximumGigabytesBilled: z
    .number()
    .positive()
    .max(1_000_000)
    .describe("A question that would read more is refused by BigQuery, at no cost.")
    .optional(),
  timeout: z.number().int().min(10).max(21_600).default(1800).describe("Seconds a question may take."),
});

export type BigquerySettings = z.output<typeof settings>;
