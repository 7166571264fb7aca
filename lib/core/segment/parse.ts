import type { Catalog } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import { atPath } from "@/lib/core/path";
import { type Audiences, withAudiences } from "./audiences";
import type { Segment } from "./types";
import { checkSegment } from "./validate";

/**
 * A segment from plain JSON: the segment, or everything that is wrong with it at once. It may name `audiences`, whose
 * conditions are then part of it; without them, a reference to another audience is refused.
 */
export function parseSegment(
  json: unknown,
  { catalog, audiences }: { catalog: Catalog; audiences?: Audiences },
): { segment: Segment; problems: [] } | { segment: null; problems: Problem[] } {
  const problems = checkSegment(json, catalog, audiences);
  if (problems.length > 0) return { segment: null, problems: problems.map((problem) => atPath(problem)) };
  return { segment: asSegment(json, audiences), problems: [] };
}

/** Safe only behind `checkSegment`, which has looked at every node. */
export function asSegment(json: unknown, audiences?: Audiences): Segment {
  return audiences ? withAudiences(json as Segment, audiences) : (json as Segment);
}
