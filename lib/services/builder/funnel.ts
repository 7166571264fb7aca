import { compileFunnel } from "@/lib/core/compile/funnel";
import { type Funnel, readFunnel } from "@/lib/core/segment/funnel/index";
import { funnelRows } from "@/lib/core/segment/funnel/rows";
import { asConditions } from "@/lib/core/segment/parse";
import { funnelView } from "@/lib/core/small-funnel";
import type { FunnelView, PriceView } from "@/lib/core/views/builder";
import { type Scope, service } from "../service";
import { answered, remember } from "./answers";
import { ask } from "./ask";
import { priced } from "./budget";
import { type Size, sizeOf } from "./count";
import { type BuilderQuestion, questionOf, treeInput } from "./question";

/** How many people each condition keeps and lets go. Aborting the call stops the query in the warehouse. */
export const funnelOfSegment = service(
  { name: "segment.funnel", role: "marketer", rows: "kept_within", input: treeInput },
  async (scope, input): Promise<FunnelView | PriceView> => {
    const { definition, audiences, ...asked } = await questionOf(scope, input);
    // Rows are the conditions someone sees; what is done with whoever meets them is no row of theirs.
    const question = { ...asked, segment: asConditions(definition, audiences) };
    const began = performance.now();
    return priced(async () => {
      const funnel = await funnelOf(scope, question);
      const milliseconds = Math.round(performance.now() - began);
      return { ...funnelView(question.segment.where, funnel), asOf: question.asOf, milliseconds };
    });
  },
);

/** One scan answers the size of each condition as well: whoever takes all others away waits for nothing. */
function funnelOf(scope: Scope, question: BuilderQuestion): Promise<Funnel> {
  const { segment } = question;
  return answered(question, ["funnel", segment.where], async () => {
    const [row] = await ask(scope, question, (dialect) => compileFunnel({ ...question, dialect }));
    const funnel = readFunnel(segment, row ?? {});
    for (const [index, { condition }] of funnelRows(segment.where).entries()) {
      const size: Size = { members: funnel.rows[index]!.alone, population: funnel.population };
      remember(question, sizeOf({ segment: { ...segment, where: condition } }), size);
    }
    return funnel;
  });
}
