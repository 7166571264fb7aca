import { z } from "zod";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import { InvalidInput } from "@/lib/core/errors";
import { asDefinition, parseSegment } from "@/lib/core/segment/parse";
import { personalLiterals } from "@/lib/core/segment/personal-literals";
import { loadAudience } from "../audience/load";
import { type AudienceBook, type AudienceTables, audiencesNamedIn } from "../audience/named";
import { refusePersonal } from "../audience/personal";
import { catalogOf } from "../row-scope/reading";
import type { SegmentQuestion } from "../segment/members";
import type { Scope } from "../service";

/** So many bytes may be scanned, whatever the budget says: someone was shown the number. */
export const agreedBytes = z.coerce.number().nonnegative().optional();

export const treeInput = z.object({
  tree: z.unknown(),
  /** Whose draft it is: its place in a priority set is told by that, and what leads back to it is refused. */
  audienceId: z.string().optional(),
  /** The instant the builder asks everything at for a while; now if left out. */
  asOf: z.iso.datetime().optional(),
  agreedBytes,
});
export type TreeInput = z.output<typeof treeInput>;

/** A question someone building asks; told apart by all that its answer depends on. */
export type BuilderQuestion = SegmentQuestion & { workspaceId: string; agreedBytes?: number };
/** With what was written, and the audiences it may name. */
export type DraftQuestion = BuilderQuestion & { definition: AudienceDefinition; audiences: AudienceBook };

/** The audiences a draft may name. */
export async function audiencesOfDraft(
  db: AudienceTables,
  workspaceId: string,
  tree: unknown,
  audienceId: string | undefined,
): Promise<AudienceBook> {
  const own = audienceId ? await loadAudience(db, workspaceId, audienceId) : null;
  return audiencesNamedIn(db, workspaceId, tree, own?.slug);
}

/** The question, if the tree can be asked. Throws InvalidInput with every problem. */
export async function questionOf(
  { actor, db, signal }: Scope,
  { tree, audienceId, asOf = new Date().toISOString(), agreedBytes }: TreeInput,
): Promise<DraftQuestion> {
  const audiences = await audiencesOfDraft(db, actor.workspaceId, tree, audienceId);
  const { catalog, baseFolder } = await catalogOf(db, actor);
  const { segment, problems } = parseSegment(tree, { catalog, audiences });
  if (!segment) {
    throw new InvalidInput({
      code: "INVALID_SEGMENT",
      message: problems[0]?.message ?? "This audience is not finished.",
      fix: problems[0]?.fix,
      problems,
    });
  }
  refusePersonal(personalLiterals(segment, catalog));
  const definition = asDefinition(tree);
  const { workspaceId } = actor;
  return { workspaceId, catalog, segment, definition, audiences, baseFolder, asOf, agreedBytes, signal };
}
