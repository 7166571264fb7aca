import { diffAudiences } from "@/lib/core/audience/diff";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import type { Catalog } from "@/lib/core/catalog/types";
import type { ChangeSetView } from "@/lib/core/views";

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
