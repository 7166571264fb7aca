import { expect, it } from "vitest";
import { shareWords } from "@/components/syncs/share-words";

it("says what a sync takes, who takes the rest, and what is never sent", () => {
  const takes = { name: "treatment", percent: 60 };
  const holdout = { name: "holdout", percent: 10, syncs: [] };
  const variant = { name: "variant", percent: 20, syncs: ["Variant to Meta"] };
  expect(shareWords({ takes, others: [holdout], left: 0 }, "Lapsing VIPs")).toBe(
    "treatment, 60 % of Lapsing VIPs; holdout, 10 %, is never sent",
  );
  expect(shareWords({ takes, others: [variant, holdout], left: 10 }, "Spring")).toBe(
    "treatment, 60 % of Spring; variant, 20 %, goes with Variant to Meta; holdout, 10 %, is never sent; 10 % in no share are never sent",
  );
  expect(shareWords({ takes: null, others: [holdout], left: 90 }, "Spring")).toBe(
    "all of Spring, whichever share they are in",
  );
  expect(shareWords(null, "Spring")).toBeNull();
});
