import { basename, extname } from "node:path";
import { requireShare } from "@/lib/core/audience/splits";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import { atPath } from "@/lib/core/path";
import type { Audiences } from "@/lib/core/segment/audiences";
import { asDefinition, asSegment } from "@/lib/core/segment/parse";
import type { Segment } from "@/lib/core/segment/types";
import { checkSegment } from "@/lib/core/segment/validate";
import { withoutName } from "./audience-name";
import { loadAudiences } from "./audiences";
import { readDefinition, refuseFile } from "./file";
import { loadLists } from "./lists";
import { readYaml } from "./yaml";

type Yaml = ReturnType<typeof readYaml>;

/** A segment from YAML or JSON text: the segment, or everything that is wrong with it, by line. */
export function parseSegmentText(
  text: string,
  catalog: Catalog,
  audiences?: Audiences,
): { segment: Segment; problems: [] } | { segment: null; problems: Problem[] } {
  const yaml = unnamed(readYaml(text));
  const problems = yaml.problems.length > 0 ? yaml.problems : problemsOf(yaml, catalog, audiences);
  if (problems.length > 0) return { segment: null, problems };
  return { segment: asSegment(yaml.value, audiences), problems: [] };
}

/**
 * Throws InvalidInput naming the file, the line and the fix; `problems` has the rest.
 * @param folder where the audiences it names are files
 */
export async function loadSegmentFile(path: string, catalog: Catalog, folder?: string): Promise<Segment> {
  return (await loadAudienceFile(path, catalog, { folder })).segment;
}

/**
 * What an audience means and what was written; like `loadSegmentFile`.
 * @param folder where the audiences it names are files
 * @param listFolder where the lists it names are files
 * @param split the one share that is asked for
 */
export async function loadAudienceFile(
  path: string,
  catalog: Catalog,
  { folder, listFolder, split }: { folder?: string; listFolder?: string; split?: string },
): Promise<{ segment: Segment; definition: AudienceDefinition }> {
  const yaml = unnamed(readYaml(await readDefinition(path, "segment")));
  const audiences = { ...(await loadAudiences(yaml.value, folder)), lists: loadLists(listFolder) };
  const problems = yaml.problems.length > 0 ? yaml.problems : problemsOf(yaml, catalog, audiences);
  if (problems.length > 0) refuseFile("INVALID_SEGMENT", path, problems);
  const definition = asDefinition(yaml.value);
  if (split !== undefined) requireShare(definition, split);
  return { segment: asSegment(definition, audiences, split), definition };
}

/** A file may say what its audience is called; a definition does not. */
function unnamed(yaml: Yaml): Yaml {
  return { ...yaml, value: withoutName(yaml.value) };
}

function problemsOf({ value, lineOf }: Yaml, catalog: Catalog, audiences?: Audiences): Problem[] {
  return checkSegment(value, catalog, audiences).map((problem) => atPath(problem, lineOf(problem.at)));
}

/** What other segments call the one in this file. */
export function slugOfFile(path: string): string {
  return basename(path, extname(path));
}
