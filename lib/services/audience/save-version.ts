import { z } from "zod";
import { describeAudience } from "@/lib/core/audience/describe";
import { pinned } from "@/lib/core/audience/pin";
import { hashOf, isSame } from "@/lib/core/canonical";
import { InvalidInput } from "@/lib/core/errors";
import { parseSegment } from "@/lib/core/segment/parse";
import { personalLiterals } from "@/lib/core/segment/personal-literals";
import { storedTree, toJson } from "@/lib/db/stored";
import { withNames } from "../catalog/called";
import { currentCatalog } from "../catalog/current";
import { lockRow } from "../lock";
import { change } from "../service";
import { loadAudience } from "./load";
import { audiencesNamedIn } from "./named";
import { refusePersonal } from "./personal";
import { draftConflict } from "./save-draft";
import { versionView, withAudienceRow } from "./view";

/**
 * Turns the draft into an immutable version, if it can be asked, each audience it names at the version meant now. The same
 * again gives the version it already has.
 */
export const saveVersion = change(
  {
    name: "audience.save_version",
    role: "marketer",
    rows: ({ id }) => ({ audience: id }),
    input: z.object({ id: z.string(), revision: z.number().int().positive() }),
  },
  async ({ tx, actor, audit, unchanged }, { id, revision }) => {
    const { workspaceId, userId } = actor;
    await lockRow(tx, "Audience", workspaceId, id);
    const audience = await loadAudience(tx, workspaceId, id);
    if (audience.draftRevision !== revision) throw draftConflict();
    const { catalog, id: catalogVersionId } = await currentCatalog(tx, workspaceId);
    const audiences = await audiencesNamedIn(tx, workspaceId, audience.draftTree, audience.slug);
    const { segment, problems } = parseSegment(audience.draftTree, { catalog, audiences });
    if (!segment) throw invalid(problems.length, problems);
    refusePersonal(personalLiterals(segment, catalog));
    const definition = pinned(storedTree(audience.draftTree), audiences);
    const [last] = await tx.audienceVersion.findMany({
      where: { audienceId: id },
      orderBy: { version: "desc" },
      take: 1,
      include: withAudienceRow.versions.include,
    });
    if (last && isSame(last.tree, definition)) {
      unchanged();
      return versionView(last);
    }
    const version = (last?.version ?? 0) + 1;
    const sentence = describeAudience(definition, await withNames(tx, workspaceId, catalog));
    const data = { workspaceId, audienceId: id, version, catalogVersionId, sentence, createdById: userId };
    const saved = await tx.audienceVersion.create({
      data: { ...data, tree: toJson(definition) },
      include: withAudienceRow.versions.include,
    });
    await audit({
      action: "audience.save_version",
      subject: `audience:${id}`,
      before: last ? { version: last.version, sentence: last.sentence } : null,
      after: { version, sentence, tree: hashOf(definition) },
    });
    return versionView(saved);
  },
);

function invalid(count: number, problems: InvalidInput["problems"]): InvalidInput {
  const [first] = problems;
  const more = count > 1 ? ` (and ${count - 1} more)` : "";
  return new InvalidInput({
    code: "INVALID_SEGMENT",
    message: `${first?.message ?? "This audience is not finished."}${more}`,
    fix: first?.fix,
    problems,
  });
}
