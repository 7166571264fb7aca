import { conditionsOnly } from "@/lib/core/audience/resolve";
import { compileChanges } from "@/lib/core/compile/changes";
import { describeCondition } from "@/lib/core/segment/describe";
import { distinctLeaves, funnelRows } from "@/lib/core/segment/funnel/rows";
import { normalised } from "@/lib/core/segment/normalise";
import type { Condition } from "@/lib/core/segment/types";
import { type Changes, changesView, sizeBeside } from "@/lib/core/small-changes";
import type { ChangesView, PriceView } from "@/lib/core/views/builder";
import { withNames } from "../catalog/called";
import { type Scope, service } from "../service";
import { answered } from "./answers";
import { ask } from "./ask";
import { priced } from "./budget";
import { countOf } from "./count";
import { type BuilderQuestion, type DraftQuestion, questionOf, treeInput } from "./question";
import { savedMeaning } from "./saved-meaning";

const A_DAY = 24 * 60 * 60_000;
/** Conditions worth naming. */
const NAMED = 3;

/** What a day did to a segment: who came and went, by which conditions, and which versions were saved meanwhile. */
export const changesOfSegment = service(
  { name: "segment.changes", role: "marketer", rows: "kept_within", input: treeInput },
  async (scope, input): Promise<ChangesView | PriceView> => {
    const question = await questionOf(scope, input);
    const from = new Date(Date.parse(question.asOf) - A_DAY).toISOString();
    return priced(async () => {
      const changes = await changesOf(scope, question, from);
      return {
        from,
        asOf: question.asOf,
        ...changesView(changes),
        earlier: await earlierOf(scope, question, {
          audienceId: input.audienceId,
          from,
          shown: changes.before,
        }),
        versions: await versionsSince(scope, input.audienceId, from),
      };
    });
  },
);

async function changesOf(scope: Scope, question: DraftQuestion, from: string): Promise<Changes> {
  const { catalog, segment, definition, audiences } = question;
  // Those someone sees as rows: what is done with whoever meets them stands around the whole, under a name of its own.
  const conditions = distinctLeaves(funnelRows(conditionsOnly(definition, audiences).where));
  const counts = await answered(question, ["changes", from, normalised(segment.where)], async () => {
    const [row] = await ask(scope, question, (dialect) =>
      compileChanges({ ...question, dialect }, from, conditions),
    );
    return Object.fromEntries(Object.entries(row ?? {}).map(([name, count]) => [name, Number(count)]));
  });
  const at = (name: string) => counts[name] ?? 0;
  const named = await withNames(scope.db, scope.actor.workspaceId, catalog);
  return {
    before: at("members_before"),
    now: at("members_now"),
    entered: at("entered"),
    left: at("left_since"),
    conditions: conditions
      .map((condition: Condition, index) => ({
        words: describeCondition(condition, segment.entity, named),
        gained: at(`gained_${index}`),
        lost: at(`lost_${index}`),
      }))
      .filter(({ gained, lost }) => gained + lost > 0)
      .sort((a, b) => b.gained + b.lost - (a.gained + a.lost))
      .slice(0, NAMED),
  };
}

/** The newest version saved before, if it asks for something else than what is on the screen. */
async function earlierOf(
  scope: Scope,
  question: BuilderQuestion,
  { audienceId, from, shown }: { audienceId: string | undefined; from: string; shown: number },
): Promise<ChangesView["earlier"]> {
  if (audienceId === undefined) return null;
  const saved = await scope.db.audienceVersion.findFirst({
    where: { workspaceId: scope.actor.workspaceId, audienceId, createdAt: { lt: from } },
    include: { audience: true },
    orderBy: { version: "desc" },
  });
  if (!saved) return null;
  const segment = await savedMeaning(scope, question.catalog, {
    tree: saved.tree,
    slug: saved.audience.slug,
  });
  if (!segment || normalised(segment.where) === normalised(question.segment.where)) return null;
  const { members } = await countOf(scope, { ...question, segment, asOf: from });
  return { version: saved.version, members: sizeBeside(members, shown) };
}

async function versionsSince({ db, actor }: Scope, audienceId: string | undefined, from: string) {
  if (audienceId === undefined) return [];
  const versions = await db.audienceVersion.findMany({
    where: { workspaceId: actor.workspaceId, audienceId, createdAt: { gte: from } },
    include: { createdBy: true },
    orderBy: { version: "asc" },
  });
  return versions.map(({ version, createdBy, createdAt, sentence }) => ({
    version,
    by: createdBy.name,
    at: createdAt.toISOString(),
    sentence,
  }));
}
