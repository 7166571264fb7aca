import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { platformNormalisers } from "@/lib/core/identity/platforms";
import type { Normaliser } from "@/lib/core/identity/types";
import { sharedPath } from "@/test/factories/shared";

const FILE = sharedPath("vectors", "pii-vectors.json");
const ASSERTED = ["assert", "peer-agrees", "assert-plain", "assert-reject-or-drop"];

export const PublishedCase = z.object({
  platform: z.string(),
  field: z.string(),
  raw: z.string(),
  normalized: z.string().nullish(),
  sha256: z.string().nullish(),
  use: z.string(),
});
export type PublishedCase = z.infer<typeof PublishedCase>;
const File = z.object({ cases: z.array(z.unknown()) });

/** Those of platforms that have normalisers here. */
export const publishedCases: readonly PublishedCase[] = existsSync(FILE)
  ? File.parse(JSON.parse(readFileSync(FILE, "utf8")))
      .cases.flatMap((one) => PublishedCase.safeParse(one).data ?? [])
      .filter(({ platform }) => platform in platformNormalisers)
  : [];

/** The phone cases are written for American readers. */
export const countryOf = (field: string) => (field.toLowerCase() === "phone" ? "US" : null);

export const normaliserOf = ({
  platform,
  field,
}: Pick<PublishedCase, "platform" | "field">): Normaliser | undefined =>
  platformNormalisers[platform]?.[field];

/** Each field of which something is published, with what must hold. */
export const publishedFields = Object.entries(platformNormalisers).flatMap(([platform, fields]) =>
  Object.entries(fields).flatMap(([field, normaliser]) => {
    const cases = publishedCases.filter(
      (one) => one.platform === platform && one.field === field && ASSERTED.includes(one.use),
    );
    return cases.length === 0 ? [] : [{ name: normaliser.id, field, normaliser, cases }];
  }),
);
