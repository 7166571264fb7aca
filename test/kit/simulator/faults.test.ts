import { describe, expect, it } from "vitest";
import { FaultPlan, Faults } from "@/lib/kit/simulator/faults";

const planned = (...faults: object[]) => {
  const plan = new FaultPlan();
  plan.plan(Faults.parse({ faults }).faults);
  return plan;
};
const post = { method: "POST", path: "/v1/users" };

describe("a fault plan", () => {
  it("hits as many calls as it says, then none", () => {
    const plan = planned({ kind: "html", times: 2 });
    expect([1, 2, 3].map(() => plan.meet(post)?.kind)).toEqual(["html", "html", undefined]);
  });

  it("waits for the nth call that matches", () => {
    const plan = planned({ kind: "drop_after", match: { method: "POST", path: "users", nth: 2 } });
    const calls = [
      post,
      { method: "GET", path: "/v1/users" },
      { method: "POST", path: "/v1/other" },
      post,
      post,
    ];
    expect(calls.map((call) => plan.meet(call)?.kind)).toEqual([
      undefined,
      undefined,
      undefined,
      "drop_after",
      undefined,
    ]);
  });

  it("lets one fault happen at a time, in the order they were planned", () => {
    const plan = planned({ kind: "status", status: 500 }, { kind: "html" });
    expect([1, 2, 3].map(() => plan.meet(post)?.kind)).toEqual(["status", "html", undefined]);
    expect(plan.pending()).toEqual([]);
  });

  it("takes a single fault as well as a list, and fills in the rest", () => {
    expect(Faults.parse({ kind: "terms" })).toEqual({
      faults: [
        {
          kind: "terms",
          status: 502,
          milliseconds: 1000,
          count: 1,
          minutes: 5,
          match: { nth: 1 },
          times: 1,
        },
      ],
    });
    expect(Faults.parse({ kind: "platform", name: "terms" })).toEqual(Faults.parse({ kind: "terms" }));
    expect(Faults.safeParse({ kind: "html", times: 0 }).success).toBe(false);
  });
});
