import type { Catalog } from "@/lib/core/catalog/types";
import { parseSegment } from "@/lib/core/segment/parse";
import type { Segment } from "@/lib/core/segment/types";
import { audiencesNamedIn } from "../audience/named";
import type { Scope } from "../service";

/** What a saved definition means by today's catalog; null where its columns are gone, so that it is no longer anybody. */
export async function savedMeaning(
  { db, actor }: Pick<Scope, "db" | "actor">,
  catalog: Catalog,
  saved: { tree: unknown; slug: string },
): Promise<Segment | null> {
  const audiences = await audiencesNamedIn(db, actor.workspaceId, saved.tree, saved.slug);
  return parseSegment(saved.tree, { catalog, audiences }).segment;
}
