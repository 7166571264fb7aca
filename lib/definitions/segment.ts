import { basename, extname } from "node:path";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import { atPath } from "@/lib/core/path";
import type { Audiences } from "@/lib/core/segment/audiences";
import { asSegment } from "@/lib/core/segment/parse";
import type { Segment } from "@/lib/core/segment/types";
import { checkSegment } from "@/lib/core/segment/validate";
import { loadAudiences } from "./audiences";
import { readDefinition, refuseFile } from "./file";
import { readYaml } from "./yaml";

/** A segment from YAML or JSON text: the segment, or everything that is wrong with it, by line. */
export function parseSegmentText(
  text: string,
  catalog: Catalog,
  audiences?: Audiences,
): { segment: Segment; problems: [] } | { segment: null; problems: Problem[] } {
  const yaml = readYaml(text);
  if (yaml.problems.length > 0) return { segment: null, problems: yaml.problems };
  const problems = checkSegment(yaml.value, catalog, audiences);
  if (problems.length === 0) return { segment: asSegment(yaml.value, audiences), problems: [] };
  return { segment: null, problems: problems.map((problem) => atPath(problem, yaml.lineOf(problem.at))) };
}

/**
 * Throws InvalidInput naming the file, the line and the fix; `problems` has the rest.
 * @param folder where the audiences it names are files
 */
export async function loadSegmentFile(path: string, catalog: Catalog, folder?: string): Promise<Segment> {
  const text = await readDefinition(path, "segment");
  const audiences = await loadAudiences(readYaml(text).value, folder);
  const { segment, problems } = parseSegmentText(text, catalog, audiences);
  return segment ?? refuseFile("INVALID_SEGMENT", path, problems);
}

/** What other segments call the one in this file. */
export function slugOfFile(path: string): string {
  return basename(path, extname(path));
}
