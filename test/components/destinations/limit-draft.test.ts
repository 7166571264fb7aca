import { describe, expect, it } from "vitest";
import { limitDraftOf, limitsOf } from "@/components/destinations/limit-draft";

describe("a draft of limits", () => {
  it("holds what is lowered, and becomes that again", () => {
    const limits = { concurrency: 2, rates: { minute: 50 } };
    expect(limitDraftOf(limits)).toEqual({ concurrency: "2", rates: { minute: "50" } });
    expect(limitsOf(limitDraftOf(limits))).toEqual(limits);
  });

  it("goes back to all of it where everything is cleared", () => {
    expect(limitsOf({ concurrency: "", rates: { minute: "" } })).toBeNull();
    expect(limitsOf({ concurrency: "1", rates: { minute: "" } })).toEqual({ concurrency: 1 });
  });
});
