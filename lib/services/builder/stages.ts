import { percentLeft, shareNames } from "@/lib/core/audience/splits";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import { asConditions, asSegment } from "@/lib/core/segment/parse";
import type { Segment } from "@/lib/core/segment/types";
import { stagesView } from "@/lib/core/small-stages";
import type { StagesView, StepKind } from "@/lib/core/views/audience";
import type { PriceView } from "@/lib/core/views/builder";
import { type Scope, service } from "../service";
import { priced } from "./budget";
import { countOf } from "./count";
import { type DraftQuestion, questionOf, treeInput } from "./question";

/** How many are left after each thing that is done with an audience. Aborting the call stops the query in the warehouse. */
export const stagesOfAudience = service(
  { name: "segment.stages", role: "marketer", rows: "kept_within", input: treeInput },
  async (scope, input): Promise<StagesView | PriceView> => {
    const question = await questionOf(scope, input);
    return priced(async () => {
      const steps = [];
      let population = 0;
      for (const { step, segment } of stepsOf(question)) {
        const size = await countOf(scope, { ...question, segment });
        steps.push({ step, members: size.members });
        population = size.population;
      }
      const shares = await sharesOf(scope, question, steps.at(-1)?.members ?? 0);
      return { ...stagesView({ population, steps, shares }), asOf: question.asOf };
    });
  },
);

/** The conditions, then the definition with one more part of it each time. */
function stepsOf({ definition, audiences }: DraftQuestion): { step: StepKind; segment: Segment }[] {
  const { version, entity, where, scope, exclude, priority, limit } = definition;
  const scoped = scope && { ...definition, where: { all: [scope, where] } };
  const excluding = { version, entity, where, scope, exclude };
  const isExcluding = (exclude?.length ?? 0) > 0 || (audiences.exclusions?.(entity).length ?? 0) > 0;
  const segmentOf = (part: AudienceDefinition) => asSegment(part, audiences);
  return [
    { step: "conditions", segment: asConditions(definition, audiences) },
    ...(scoped ? [{ step: "scope" as const, segment: asConditions(scoped, audiences) }] : []),
    ...(isExcluding ? [{ step: "exclude" as const, segment: segmentOf(excluding) }] : []),
    ...(priority ? [{ step: "priority" as const, segment: segmentOf({ ...excluding, priority }) }] : []),
    ...(limit ? [{ step: "limit" as const, segment: segmentOf({ ...excluding, priority, limit }) }] : []),
  ];
}

async function sharesOf(scope: Scope, question: DraftQuestion, all: number) {
  const { definition, audiences } = question;
  const shares: { name: string | null; members: number }[] = [];
  for (const name of shareNames(definition.splits)) {
    const segment = asSegment(definition, audiences, name);
    shares.push({ name, members: (await countOf(scope, { ...question, segment })).members });
  }
  const drawn = shares.reduce((sum, { members }) => sum + members, 0);
  const isLeft = definition.splits !== undefined && percentLeft(definition.splits.shares) > 0;
  return isLeft ? [...shares, { name: null, members: all - drawn }] : shares;
}
