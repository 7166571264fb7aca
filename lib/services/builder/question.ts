import { z } from "zod";
import { InvalidInput } from "@/lib/core/errors";
import { parseSegment } from "@/lib/core/segment/parse";
import { personalLiterals } from "@/lib/core/segment/personal-literals";
import { refusePersonal } from "../audience/personal";
import { currentCatalog } from "../catalog/current";
import type { SegmentQuestion } from "../segment/members";
import type { Scope } from "../service";

export const treeInput = z.object({ tree: z.unknown() });

/** The question of this moment, if the tree can be asked. Throws InvalidInput with every problem. */
export async function questionOf({ actor, db, signal }: Scope, tree: unknown): Promise<SegmentQuestion> {
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
  return { catalog, segment, baseFolder, asOf: new Date().toISOString(), signal };
}
