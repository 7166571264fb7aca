import type { Catalog } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import { atPath } from "@/lib/core/path";
import type { Segment } from "./types";
import { checkSegment } from "./validate";

/** A segment from plain JSON: the segment, or everything that is wrong with it at once. */
export function parseSegment(
  json: unknown,
  { catalog }: { catalog: Catalog },
): { segment: Segment; problems: [] } | { segment: null; problems: Problem[] } {
  const problems = checkSegment(json, catalog);
  if (problems.length > 0) return { segment: null, problems: problems.map((problem) => atPath(problem)) };
  return { segment: asSegment(json), problems: [] };
}

/** Safe only behind `checkSegment`, which has looked at every node. */
export function asSegment(json: unknown): Segment {
  return json as Segment;
}
