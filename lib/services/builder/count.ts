import { compileCount } from "@/lib/core/compile/members";
import { normalise } from "@/lib/core/segment/normalise";
import { sizeWithin } from "@/lib/core/small-count";
import type { CountView, PriceView } from "@/lib/core/views/builder";
import { type Scope, service } from "../service";
import { answered } from "./answers";
import { ask } from "./ask";
import { priced } from "./budget";
import { type BuilderQuestion, questionOf, treeInput } from "./question";

/** How many people it is. Aborting the call stops the query in the warehouse. */
export const countSegment = service(
  { name: "segment.count", role: "marketer", rows: "kept_within", input: treeInput },
  async (scope, input): Promise<CountView | PriceView> => {
    const question = await questionOf(scope, input);
    const began = performance.now();
    return priced(async () => {
      const { members, population } = await countOf(scope, question);
      const milliseconds = Math.round(performance.now() - began);
      return { members: sizeWithin(members, population), population, asOf: question.asOf, milliseconds };
    });
  },
);

export type Size = { members: number; population: number };

/** The size of a segment, exact: for services that decide what of it may be shown. */
export function countOf(scope: Scope, question: BuilderQuestion): Promise<Size> {
  return answered(question, sizeOf(question), async () => {
    const [row] = await ask(scope, question, (dialect) => compileCount({ ...question, dialect }));
    return { members: Number(row?.members), population: Number(row?.population) };
  });
}

/** The same for conditions that mean the same, however they are written. */
export function sizeOf({ segment }: Pick<BuilderQuestion, "segment">) {
  return ["size", normalise(segment.where)];
}
