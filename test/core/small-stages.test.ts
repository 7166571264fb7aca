import { expect, it } from "vitest";
import { stagesView } from "@/lib/core/small-stages";

it("does not tell the few a step takes, nor the few of a share by what the others leave", () => {
  const view = stagesView({
    population: 900,
    steps: [
      { step: "conditions", members: 500 },
      { step: "exclude", members: 497 },
      { step: "limit", members: 5 },
    ],
    shares: [
      { name: "treatment", members: 490 },
      { name: "holdout", members: 7 },
      { name: null, members: 0 },
    ],
  });
  expect(view).toEqual({
    steps: [
      { step: "conditions", members: 500 },
      { step: "exclude", members: "all but a few" },
      { step: "limit", members: "<10" },
    ],
    shares: [
      { name: "treatment", members: "10+" },
      { name: "holdout", members: "<10" },
      { name: null, members: 0 },
    ],
  });
});

it("does not tell the few who do not meet the conditions, nor the few a step takes by the shares of the rest", () => {
  const view = stagesView({
    population: 120,
    steps: [
      { step: "conditions", members: 118 },
      { step: "exclude", members: 112 },
    ],
    shares: [
      { name: "treatment", members: 60 },
      { name: "holdout", members: 52 },
    ],
  });
  expect(view).toEqual({
    steps: [
      { step: "conditions", members: "all but a few" },
      { step: "exclude", members: "all but a few" },
    ],
    shares: [
      { name: "treatment", members: "10+" },
      { name: "holdout", members: "10+" },
    ],
  });
});
