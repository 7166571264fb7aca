import { z } from "zod";
import { InvalidInput } from "@/lib/core/errors";
import { parseSegment } from "@/lib/core/segment/parse";
import { personalLiterals } from "@/lib/core/segment/personal-literals";
import { refusePersonal } from "../audience/personal";
import { currentCatalog } from "../catalog/current";
import type { SegmentQuestion } from "../segment/members";
import type { Scope } from "../service";

export const treeInput = z.object({
  tree: z.unknown(),
  /** The instant the builder asks everything at for a while; now if left out. */
  asOf: z.iso.datetime().optional(),
  /** So many bytes may be scanned, whatever the budget says: someone was shown the number. */
  agreedBytes: z.number().nonnegative().optional(),
});
export type TreeInput = z.output<typeof treeInput>;

/** A question someone building asks; told apart by all that its answer depends on. */
export type BuilderQuestion = SegmentQuestion & { workspaceId: string; agreedBytes?: number };

/** The question, if the tree can be asked. Throws InvalidInput with every problem. */
export async function questionOf(
  { actor, db, signal }: Scope,
  { tree, asOf = new Date().toISOString(), agreedBytes }: TreeInput,
): Promise<BuilderQuestion> {
  const { catalog, baseFolder } = await currentCatalog(db, actor.workspaceId);
  const { segment, problems } = parseSegment(tree, { catalog });
  if (!segment) {
    throw new InvalidInput({
      code: "INVALID_SEGMENT",
      message: problems[0]?.message ?? "This audience is not finished.",
      fix: problems[0]?.fix,
      problems,
    });
  }
  refusePersonal(personalLiterals(segment, catalog));
  return { workspaceId: actor.workspaceId, catalog, segment, baseFolder, asOf, agreedBytes, signal };
}
