import { conditionsOnly, withAudiences } from "@/lib/core/audience/resolve";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import { atPath } from "@/lib/core/path";
import type { Audiences } from "./audiences";
import { withLists } from "./lists";
import type { Segment } from "./types";
import { checkSegment } from "./validate";

/**
 * An audience's definition (a segment, and what is done with it) from plain JSON: the segment that says all it means, its
 * limit and the audiences and lists it names included, or everything that is wrong with it at once. Without `audiences`,
 * a reference to another one or to a list is refused. With `split`, it means that share alone.
 */
export function parseSegment(
  json: unknown,
  { catalog, audiences, split }: { catalog: Catalog; audiences?: Audiences; split?: string },
): { segment: Segment; problems: [] } | { segment: null; problems: Problem[] } {
  const problems = checkSegment(json, catalog, audiences);
  if (problems.length > 0) {
    return { segment: null, problems: problems.map((problem) => atPath(problem)) };
  }
  return { segment: asSegment(json, audiences, split), problems: [] };
}

/** Safe only behind `checkSegment`, which has looked at every node. */
export function asSegment(json: unknown, audiences?: Audiences, split?: string): Segment {
  const segment = withAudiences(asDefinition(json), audiences ?? NONE, split);
  return audiences?.lists ? withLists(segment, audiences.lists) : segment;
}

/** What its conditions alone mean, the lists among them read. Safe only behind `checkSegment`. */
export function asConditions(definition: AudienceDefinition, audiences: Audiences): Segment {
  const segment = conditionsOnly(definition, audiences);
  return audiences.lists ? withLists(segment, audiences.lists) : segment;
}

/** Safe only behind `checkSegment`. */
export function asDefinition(json: unknown): AudienceDefinition {
  return json as AudienceDefinition;
}

/** A definition that was checked without audiences names none. */
const NONE: Audiences = {
  find: () => ({ problem: { code: "UNKNOWN_AUDIENCE", message: "No audience is known here." } }),
};
