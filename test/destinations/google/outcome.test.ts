import { describe, expect, it } from "vitest";
import { TicketFailed } from "@/lib/core/errors";
import { StatusAnswer } from "@/lib/destinations/google/data-manager/answers";
import { outcomeOf } from "@/lib/destinations/google/data-manager/outcome";

const answer = (requestStatus: string | undefined, counts: Record<string, string>, more: object = {}) => {
  const errorCounts = Object.entries(counts).map(([reason, recordCount]) => ({ reason, recordCount }));
  return StatusAnswer.parse({
    requestStatusPerDestination: [{ requestStatus, errorInfo: { errorCounts }, ...more }],
  });
};
const taken = { audienceMembersIngestionStatus: { userDataIngestionStatus: { recordCount: "10" } } };
const DENIED = "PROCESSING_ERROR_REASON_DENIED_CONSENT";
const INTERNAL = "PROCESSING_ERROR_REASON_INTERNAL_ERROR";

describe("what Google says of a request", () => {
  it("is awaited while it is processed or unknown", () => {
    expect([outcomeOf(answer("PROCESSING", {})), outcomeOf(answer(undefined, {}))]).toEqual([
      "pending",
      "pending",
    ]);
  });

  it("is counted by reason", () => {
    const counts = { [DENIED]: "2", PROCESSING_ERROR_OPERATING_ACCOUNT_MISMATCH_FOR_AD_IDENTIFIER: "1" };
    expect(outcomeOf(answer("PARTIAL_SUCCESS", counts, taken))).toEqual({
      received: 10,
      refused: 3,
      refusedByReason: { DENIED_CONSENT: 2, OPERATING_ACCOUNT_MISMATCH_FOR_AD_IDENTIFIER: 1 },
    });
    expect(outcomeOf(answer("SUCCESS", {}, taken))).toEqual({ received: 10, refused: 0 });
  });

  it("is an answer where everybody was refused, and none where Google itself failed", () => {
    expect(outcomeOf(answer("FAILED", { [DENIED]: "10" }, taken))).toMatchObject({ refused: 10 });
    const unwell: Record<string, string>[] = [{}, { [INTERNAL]: "10" }];
    for (const counts of unwell)
      expect(() => outcomeOf(answer("FAILED", counts, taken))).toThrow(TicketFailed);
  });

  it("never counts more as refused than were sent", () => {
    const counts = { [DENIED]: "10", [INTERNAL]: "10" };
    expect(outcomeOf(answer("PARTIAL_SUCCESS", counts, taken))).toMatchObject({ received: 10, refused: 10 });
  });
});
