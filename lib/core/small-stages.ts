import { isSmall, sizeWithin, smallCount } from "./small-count";
import type { StagesView, StepKind } from "./views/audience";
import type { WithheldCount } from "./views/counts";

/** Exact counts, in the order of what is done. */
export type Stages = {
  /** All there are of the entity. */
  population: number;
  steps: readonly { step: StepKind; members: number }[];
  shares: readonly { name: string | null; members: number }[];
};

/**
 * Each step beside the one before it, and the first beside everyone, so that the few it takes do not follow by subtraction; and
 * shares, which add up to the last step.
 */
export function stagesView({ population, steps, shares }: Stages): Pick<StagesView, "steps" | "shares"> {
  const shownSteps = steps.map(({ step, members }, at) => ({
    step,
    members: sizeWithin(members, steps[at - 1]?.members ?? population),
  }));
  const isWithheld = typeof shownSteps.at(-1)?.members === "string";
  const isTelling = isWithheld || shares.some(({ members }) => isSmall(members));
  return {
    steps: shownSteps,
    shares: shares.map(({ name, members }): { name: string | null; members: WithheldCount } => {
      const shown = smallCount(members);
      return { name, members: isTelling && typeof shown === "number" && shown > 0 ? "10+" : shown };
    }),
  };
}
