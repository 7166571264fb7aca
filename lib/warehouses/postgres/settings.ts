import { z } from "zod";
import { environmentSecret } from "@/lib/kit/environment-secret";

const word = z.string().min(1).max(255);

export const settings = z.strictObject({
  kind: z.literal("postgres"),
  host: word.describe("Name or address of the server."),
  port: z.number().int().min(1).max(65535).default(5432),
  database: word.describe("The database to read."),
  user: word.describe(
    "A role that may read what the catalog names and write nothing, unless a schema of Coterie's own is named.",
  ),
  password: environmentSecret.optional(),
  schemas: z
    .array(word)
    .min(1)
    .max(20)
    .default(["public"])
    .describe("Where tables written without a schema are looked for, in this order."),
  ssl: z
    .enum(["verify", "require", "disable"])
    .default("verify")
    .describe(
      "verify: encrypted, to a server whose certificate is right; require: encrypted, to whoever answers; disable: neither.",
    )
    .meta({ title: "Encryption" }),
  ca: z
    .string()
    .min(1)
    .max(4096)
    .describe("PEM file of who signed the server's certificate, relative to the catalog's folder.")
    .meta({ title: "Certificate authority" })
    .optional(),
  stateSchema: z
    .string()
    .min(1)
    .max(63)
    .describe(
      "A schema the role owns: what each sync wants and holds is then kept there, and people never travel but in batches to a platform.",
    )
    .meta({ title: "Schema of Coterie's own" })
    .optional(),
  timeout: z.number().int().min(1).max(86_400).default(1800).describe("Seconds a question may take."),
  connections: z.number().int().min(1).max(50).default(4).describe("Questions asked at a time."),
});

export type PostgresSettings = z.output<typeof settings>;
