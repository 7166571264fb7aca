import { isSmall, sizeWithin, smallCount } from "./small-count";
import type { StagesView, StepKind, WithheldCount } from "./views";

/** Exact counts, in the order of what is done. */
export type Stages = {
  steps: readonly { step: StepKind; members: number }[];
  shares: readonly { name: string | null; members: number }[];
};

/** Each step beside the one before it, so that the few it takes do not follow by subtraction; and shares, which add up. */
export function stagesView({ steps, shares }: Stages): Pick<StagesView, "steps" | "shares"> {
  const isTelling = shares.some(({ members }) => isSmall(members));
  return {
    steps: steps.map(({ step, members }, at) => ({
      step,
      members: sizeWithin(members, steps[at - 1]?.members ?? members),
    })),
    shares: shares.map(({ name, members }): { name: string | null; members: WithheldCount } => {
      const shown = smallCount(members);
      return { name, members: isTelling && typeof shown === "number" && shown > 0 ? "10+" : shown };
    }),
  };
}
