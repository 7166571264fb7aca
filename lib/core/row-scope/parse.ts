import type { Catalog } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import { parseSegment } from "@/lib/core/segment/parse";
import type { RowScope } from "./types";

/** The row scope of a person from plain JSON, or everything that keeps it from being one with this catalog. */
export function parseRowScope(
  json: { entity: string; where: unknown },
  catalog: Catalog,
): { scope: RowScope; problems: [] } | { scope: null; problems: Problem[] } {
  const { entity, where } = json;
  // Nothing is said to be missing, and is not left out.
  const scope = where ?? null;
  const { problems } = parseSegment({ version: 1, entity, where: { all: [] }, scope }, { catalog });
  // Safe to say: every node was looked at.
  return problems.length > 0 ? { scope: null, problems } : { scope: json as RowScope, problems: [] };
}
