import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linesOf, titleOf } from "@/lib/core/alerts/message";
import { transition, transitionFor } from "@/lib/core/alerts/transition";
import { ALERT_KINDS, ALERT_LEVELS, type Alert } from "@/lib/core/alerts/types";

const failed: Alert = { kind: "failed", level: "warning", message: "The last run failed." };
const failedTwice: Alert = { kind: "failed", level: "critical", message: "The last 2 runs failed." };
const stale: Alert = { kind: "stale", level: "warning", message: "No run has gone through for 30 hours." };

describe("a change of state", () => {
  it("is told when something is new, worse, over or all well", () => {
    expect(transition([], [failed])).toEqual({
      change: "raised",
      level: "warning",
      raised: [failed],
      eased: [],
      open: [failed],
    });
    expect(transition([failed], [failedTwice])).toMatchObject({ change: "raised", level: "critical" });
    expect(transition([failedTwice, stale], [stale])).toMatchObject({
      change: "eased",
      level: "critical",
      eased: [failedTwice],
      open: [stale],
    });
    expect(transition([stale], [])).toMatchObject({ change: "recovered", eased: [stale], open: [] });
  });

  it("is none while the same is wrong, whatever the sentence says", () => {
    expect(transition([stale], [{ ...stale, message: "No run has gone through for 31 hours." }])).toBe(null);
    expect(transition([], [])).toBe(null);
  });

  it("is one message where one thing follows another", () => {
    const both = transition([failed], [stale])!;
    expect([both.change, both.raised, both.eased]).toEqual(["raised", [stale], [failed]]);
  });

  it("tells who hears of critical alone when that is over, and nothing before", () => {
    expect(transitionFor(["critical"], [], [failed])).toBe(null);
    expect(transitionFor(["critical"], [failed], [failedTwice])).toMatchObject({ change: "raised" });
    expect(transitionFor(["critical"], [failedTwice], [stale])).toMatchObject({ change: "recovered" });
  });

  it("ends every series of changes told as it began: nothing said is left standing", () => {
    const alert = fc.record({
      kind: fc.constantFrom(...ALERT_KINDS),
      level: fc.constantFrom(...ALERT_LEVELS),
      message: fc.string(),
    });
    const state = fc.uniqueArray(alert, { selector: ({ kind }) => kind });
    fc.assert(
      fc.property(fc.array(state), (states) => {
        const all = [[], ...states, []];
        const told = all.slice(1).flatMap((now, index) => transition(all[index]!, now) ?? []);
        expect(told.at(-1)?.change ?? "recovered").toBe("recovered");
        for (const { raised, eased } of told) expect(raised.length + eased.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("its words", () => {
  it("name the sync, what changed and what still is", () => {
    const raised = transition([stale], [stale, failedTwice])!;
    expect(titleOf("Buyers to ads", raised)).toBe("Buyers to ads: failed (critical)");
    expect(linesOf(raised)).toEqual([
      "The last 2 runs failed.",
      "Still so: No run has gone through for 30 hours.",
    ]);
    const recovered = transition([stale], [])!;
    expect(titleOf("Buyers to ads", recovered)).toBe("Buyers to ads: recovered (stale)");
    expect(linesOf(recovered)).toEqual(["All is well again."]);
  });
});
