import { pinned } from "@/lib/core/audience/pin";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import { isSame } from "@/lib/core/canonical";
import type { Audiences } from "@/lib/core/segment/audiences";

/** Everyone, as it was when it was made; the same as the newest version; or something no version says yet. */
export type DraftState = "empty" | "versioned" | "new";

/** Audiences a draft names without a version are taken at the one a version saved now would hold. */
export function draftState(
  draft: AudienceDefinition,
  newest: AudienceDefinition | null,
  audiences: Audiences,
): DraftState {
  if (newest && (isSame(draft, newest) || isSame(pinned(draft, audiences), newest))) return "versioned";
  return newest === null && isEmpty(draft) ? "empty" : "new";
}

function isEmpty({
  version: _version,
  entity: _entity,
  where,
  scope: _scope,
  ...around
}: AudienceDefinition): boolean {
  const hasNone = "all" in where && where.all.length === 0;
  return hasNone && Object.values(around).every((one) => one === undefined);
}
