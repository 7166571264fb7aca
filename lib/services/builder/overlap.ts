import { compileOverlap } from "@/lib/core/compile/overlap";
import { heldContents } from "@/lib/core/segment/lists";
import { normalised } from "@/lib/core/segment/normalise";
import type { Condition } from "@/lib/core/segment/types";
import { isNearlySame, shareBand } from "@/lib/core/small-overlap";
import type { OverlapView, PriceView } from "@/lib/core/views/builder";
import { type Scope, service } from "../service";
import { answered } from "./answers";
import { ask } from "./ask";
import { priced } from "./budget";
import { type BuilderQuestion, questionOf, treeInput } from "./question";
import { savedMeaning } from "./saved-meaning";

/** The latest changed ones; each is asked in full. */
const MOST = 8;

/** How much of a segment is in other audiences of the same entity, by their newest versions; who are nearly the same. */
export const overlapOfSegment = service(
  { name: "segment.overlap", role: "marketer", rows: "kept_within", input: treeInput },
  async (scope, input): Promise<OverlapView | PriceView> => {
    const question = await questionOf(scope, input);
    const others = await othersOf(scope, question, input.audienceId);
    return priced(async () => {
      const { members, pairs } = await overlapOf(scope, question, others);
      const mine = normalised(question.segment.where);
      const audiences = others.map(({ where, ...other }, index): OverlapView["audiences"][number] => {
        const { size, both } = pairs[index]!;
        const same = normalised(where) === mine ? "conditions" : null;
        return {
          ...other,
          share: shareBand(both, members),
          sameAs: same ?? (isNearlySame(both, members, size) ? "members" : null),
        };
      });
      return { audiences, asOf: question.asOf };
    });
  },
);

type Other = { id: string; slug: string; name: string; version: number; where: Condition };

async function othersOf(
  scope: Scope,
  { catalog, segment }: BuilderQuestion,
  own: string | undefined,
): Promise<Other[]> {
  const audiences = await scope.db.audience.findMany({
    where: {
      workspaceId: scope.actor.workspaceId,
      entity: segment.entity,
      id: { not: own },
      versions: { some: {} },
    },
    include: { versions: { orderBy: { version: "desc" }, take: 1 } },
    orderBy: { updatedAt: "desc" },
    take: MOST,
  });
  const read = audiences.map(async ({ id, slug, name, versions }): Promise<Other[]> => {
    const { tree, version } = versions[0]!;
    const other = await savedMeaning(scope, catalog, { tree, slug });
    return other ? [{ id, slug, name, version, where: other.where }] : [];
  });
  return (await Promise.all(read)).flat();
}

type Overlap = { members: number; pairs: { size: number; both: number }[] };

async function overlapOf(
  scope: Scope,
  question: BuilderQuestion,
  others: readonly Other[],
): Promise<Overlap> {
  if (others.length === 0) return { members: 0, pairs: [] };
  const conditions = others.map(({ where }) => where);
  const asked = conditions.map(normalised);
  const about = ["overlap", normalised(question.segment.where), asked, heldContents(conditions)];
  return answered(question, about, async () => {
    const [row] = await ask(scope, question, (dialect) =>
      compileOverlap({ ...question, dialect }, conditions),
    );
    return {
      members: Number(row?.members),
      pairs: others.map((_, at) => ({
        size: Number(row?.[`size_${at}`]),
        both: Number(row?.[`both_${at}`]),
      })),
    };
  });
}
