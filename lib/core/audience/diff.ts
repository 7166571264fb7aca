import type { Catalog } from "@/lib/core/catalog/types";
import { CoterieError } from "@/lib/core/errors";
import { type DiffLine, diffLines, type SentenceLine } from "@/lib/core/segment/describe";
import { audienceLines } from "./describe";
import type { AudienceDefinition } from "./types";

/** What changed between two definitions, line by line, in English. Nothing before: everything is new. */
export function diffAudiences(
  before: AudienceDefinition | null,
  after: AudienceDefinition,
  catalog: Catalog,
): DiffLine[] {
  return diffLines(before ? linesOf(before, catalog) : [], linesOf(after, catalog));
}

/** A version saved under an earlier catalog may no longer be sayable. */
function linesOf(definition: AudienceDefinition, catalog: Catalog): SentenceLine[] {
  try {
    return audienceLines(definition, catalog);
  } catch (error) {
    if (!(error instanceof CoterieError)) throw error;
    return [{ depth: 0, text: "Conditions the present catalog no longer knows" }];
  }
}
