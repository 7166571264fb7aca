import { isSame } from "@/lib/core/canonical";
import type { Catalog } from "@/lib/core/catalog/types";
import { CoterieError } from "@/lib/core/errors";
import { type DiffLine, diffLines, type SentenceLine } from "@/lib/core/segment/describe";
import { type Change, diff, type Place } from "@/lib/core/segment/diff";
import { aroundWords, audienceLines } from "./describe";
import type { AudienceDefinition } from "./types";

/** What changed between two definitions, line by line, in English. Nothing before: everything is new. */
export function diffAudiences(
  before: AudienceDefinition | null,
  after: AudienceDefinition,
  catalog: Catalog,
): DiffLine[] {
  return diffLines(before ? linesOf(before, catalog) : [], linesOf(after, catalog));
}

/**
 * What changed between two definitions, condition by condition, then in what is done with the segment. Null where one of them
 * can no longer be said with the present catalog.
 */
export function audienceChanges(
  before: AudienceDefinition,
  after: AudienceDefinition,
  catalog: Catalog,
): Change[] | null {
  try {
    return [...diff(before, after, catalog), ...AROUND.flatMap((key) => around(key, before, after, catalog))];
  } catch (error) {
    if (!(error instanceof CoterieError)) throw error;
    return null;
  }
}

const AROUND = ["scope", "exclude", "priority", "limit", "splits"] as const;
type Around = (typeof AROUND)[number];

function around(
  key: Around,
  before: AudienceDefinition,
  after: AudienceDefinition,
  catalog: Catalog,
): Change[] {
  if (isSame(before[key] ?? null, after[key] ?? null)) return [];
  const [was, is] = [before, after].map((one) => aroundPlace(key, one, catalog));
  if (was && is) return [{ kind: "changed", before: was, after: is }];
  if (was) return [{ kind: "removed", before: was, after: null }];
  return is ? [{ kind: "added", before: null, after: is }] : [];
}

function aroundPlace(key: Around, definition: AudienceDefinition, catalog: Catalog): Place | null {
  const { version, entity, where } = definition;
  const [sentence] = aroundWords({ version, entity, where, [key]: definition[key] }, catalog);
  return sentence === undefined ? null : { path: key, sentence: sentence.replace(/\.$/, ""), within: null };
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
