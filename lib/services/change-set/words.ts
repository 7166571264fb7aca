import { audienceChanges, diffAudiences } from "@/lib/core/audience/diff";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import type { Catalog } from "@/lib/core/catalog/types";
import type { ChangeSetView } from "@/lib/core/views/change-set";

/** What became of each condition; null of a first version, or where the old one can no longer be said. */
export function changesOf(
  before: AudienceDefinition | null,
  after: AudienceDefinition,
  catalog: Catalog,
): ChangeSetView["changes"] {
  return before && audienceChanges(before, after, catalog);
}

/** The old definition and the new one, line by line. Nothing before: everything is new. */
export function changedWords(
  before: AudienceDefinition | null,
  after: AudienceDefinition,
  catalog: Catalog,
): ChangeSetView["words"] {
  return diffAudiences(before, after, catalog).map(({ depth, text, change }) => ({
    text: `${"  ".repeat(depth)}${text}`,
    change,
  }));
}
