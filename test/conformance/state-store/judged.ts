import { expect, it } from "vitest";
import type { PlanSummary } from "@/lib/core/membership/types";
import { digestOf } from "../../factories/wanted";
import { DAY_1, later, SCOPE, type StateBench } from "./bench";

/** Plans that someone looks at before they are kept. */
export function judgedContract(at: StateBench): void {
  const asItIs = async () => ({
    frozen: await at.state.frozen(),
    counts: await at.state.counts(SCOPE),
    digest: await at.state.digest(SCOPE),
    settlement: await at.state.settlement(),
  });

  it("keeps the plan a judge saw and let go, as if nobody had looked", async () => {
    const members = [
      { key: "1", EMAIL: "a", PHONE: "p" },
      { key: "2", EMAIL: "b" },
    ];
    await at.want(members);
    const measured = await at.state.measure(at.request());
    const seen: PlanSummary[] = [];
    const plan = await at.state.freezeIf("run-1", at.request(), async (summary) => {
      seen.push(summary);
      return true;
    });
    expect(seen).toEqual([measured]);
    expect(plan).toEqual(await at.state.frozen());
    expect(plan?.summary).toEqual(measured);
    expect(await at.sent()).toEqual(["add EMAIL a", "add EMAIL b", "add PHONE p"]);
  });

  it("keeps nothing that a judge stops, neither of a first plan nor of a later one", async () => {
    const isNew = await at.state.isNew();
    await at.want([{ key: "1", EMAIL: "a" }]);
    expect(await at.state.freezeIf("run-1", at.request(), () => false)).toBeNull();
    expect([isNew, await at.state.isNew(), await at.state.frozen()]).toEqual([true, true, null]);

    await at.run("run-1");
    const before = await asItIs();
    await at.want([{ key: "2", EMAIL: "b" }]);
    const seen: PlanSummary[] = [];
    const judge = (summary: PlanSummary) => seen.push(summary) === 0;
    expect(await at.state.freezeIf("run-2", at.request(), judge)).toBeNull();
    expect(seen).toMatchObject([{ adds: 1, removes: 1, people: { enter: 1, leave: 1, stay: 0 } }]);
    expect(await asItIs()).toEqual(before);
    expect(await at.state.plan("run-2")).toBeNull();
    expect((await at.run("run-3")).summary).toEqual(seen[0]);
    expect(await at.state.digest(SCOPE)).toEqual({ EMAIL: digestOf(["b"]) });
  });

  it("leaves what was in flight where it was when a judge stops, and when judging fails", async () => {
    await at.want([
      { key: "1", EMAIL: "a" },
      { key: "2", EMAIL: "b" },
      { key: "3", EMAIL: "c" },
    ]);
    await at.state.freeze("run-1", at.request());
    await at.state.markInFlight([1, 2], DAY_1);
    await at.state.begin(1);
    const before = await asItIs();
    await at.want([{ key: "1", EMAIL: "a" }]);
    const request = at.request({ now: later(1) });
    expect(await at.state.freezeIf("run-2", request, async () => false)).toBeNull();
    const failing = at.state.freezeIf("run-2", request, () => {
      throw new Error("nobody is there to judge");
    });
    await expect(failing).rejects.toThrow("nobody is there to judge");
    expect(await asItIs()).toEqual(before);
    await at.state.fold([{ batch: 1, refusedRows: [] }], { unverified: false, now: DAY_1 });
    expect(await at.state.settlement()).toEqual({ planned: 3, done: 2, refused: 0, due: 0, inFlight: 1 });
  });
}
