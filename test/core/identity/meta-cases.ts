import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { metaNormalisers } from "@/lib/core/identity/platforms/meta";
import { sharedPath } from "@/test/factories/shared";

const FILE = sharedPath("vectors", "pii-vectors.json");
const ASSERTED = ["assert", "peer-agrees", "assert-plain", "assert-reject-or-drop"];
export const FIELDS = Object.keys(metaNormalisers) as (keyof typeof metaNormalisers)[];

const Case = z.object({
  platform: z.literal("meta"),
  field: z.string(),
  raw: z.string(),
  normalized: z.string().nullish(),
  sha256: z.string().nullish(),
  use: z.string(),
});
const File = z.object({ cases: z.array(z.object({ platform: z.string() }).loose()) });

export const cases = existsSync(FILE)
  ? File.parse(JSON.parse(readFileSync(FILE, "utf8"))).cases.flatMap((one) => Case.safeParse(one).data ?? [])
  : [];

/** The phone cases are written for American readers. */
export const countryOf = (field: string) => (field === "PHONE" ? "US" : null);
export const assertedCases = (field: string) =>
  cases.filter((one) => one.field === field && ASSERTED.includes(one.use));
