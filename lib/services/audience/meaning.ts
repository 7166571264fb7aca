import { shareNames } from "@/lib/core/audience/splits";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import { asSegment } from "@/lib/core/segment/parse";
import type { Segment } from "@/lib/core/segment/types";
import type { Prisma } from "@/lib/db/generated/client";
import { storedTree } from "@/lib/db/stored";
import { type AudienceBook, type AudienceTables, audiencesNamedIn } from "./named";

/** A saved version, and of which audience. */
export type SavedVersion = { tree: Prisma.JsonValue; audience: { slug: string } };

export type Meaning = {
  /** As it was written. */
  definition: AudienceDefinition;
  /** All that it means: what is counted, sampled, sent. */
  segment: Segment;
  audiences: AudienceBook;
};

/**
 * What a saved version means, by the versions it names and by whom the workspace excludes and serves first now. With
 * `split`, that share alone; an older version without it is meant whole. Throws InvalidInput where it leads nowhere any more.
 */
export async function meaningOf(
  db: AudienceTables,
  workspaceId: string,
  { tree, audience }: SavedVersion,
  split?: string | null,
): Promise<Meaning> {
  const definition = storedTree(tree);
  const audiences = await audiencesNamedIn(db, workspaceId, definition, audience.slug);
  const has = split && shareNames(definition.splits).includes(split) ? split : undefined;
  return { definition, segment: asSegment(definition, audiences, has), audiences };
}
