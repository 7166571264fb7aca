import { expect, it } from "vitest";
import { guardWanted } from "@/lib/core/membership/guards";
import type { Waterfall } from "@/lib/core/membership/types";

const waterfall = (eligible: number): Waterfall => ({
  asOf: "2026-11-20T08:00:00.000Z",
  members: eligible + 3,
  heldBack: { no_consent: 3, suppressed: 0, no_identifier: 0 },
  eligible,
  identifiers: { total: eligible, byKind: { EMAIL: eligible }, shared: 0 },
});

it("lets an audience of the policy's minimum go", () => {
  expect(guardWanted({ waterfall: waterfall(100), problems: [], minimumSize: 100 })).toBeNull();
});

it("keeps a smaller one back, and does not tell how many they are", () => {
  expect(guardWanted({ waterfall: waterfall(99), problems: [], minimumSize: 100 })).toEqual({
    code: "TOO_FEW_PEOPLE",
    message: "Fewer than 100 people may be sent, and the policy of this destination asks for that many.",
    fix: "Widen the audience, or ask an admin to lower the policy's minimum size.",
    remedy: "ask_admin",
  });
});

it("speaks of keys first: counts of repeated rows mean nothing", () => {
  const problem = {
    code: "KEY_NOT_UNIQUE",
    path: "key",
    message: "The key is not unique.",
    fix: "Choose another.",
  };
  expect(guardWanted({ waterfall: waterfall(0), problems: [problem], minimumSize: 100 })).toEqual({
    code: "KEY_NOT_UNIQUE",
    message: "The key is not unique.",
    fix: "Choose another.",
    remedy: "ask_admin",
    problems: [problem],
  });
});
