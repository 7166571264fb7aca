import { sizeWithin } from "@/lib/core/small-count";
import type { CountView } from "@/lib/core/views";
import { count } from "../segment/count";
import { service } from "../service";
import { questionOf, treeInput } from "./question";

/** How many people it is now. Aborting the call stops the query in the warehouse. */
export const countSegment = service(
  { name: "segment.count", role: "marketer", input: treeInput },
  async (scope, { tree }): Promise<CountView> => {
    const question = await questionOf(scope, tree);
    const began = performance.now();
    const { members, population } = await count(question);
    const milliseconds = Math.round(performance.now() - began);
    return { members: sizeWithin(members, population), population, asOf: question.asOf, milliseconds };
  },
);
