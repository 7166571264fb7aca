import { expect, it } from "vitest";
import { DAY_1, NOTHING, SCOPE, type StateBench } from "./bench";

/** Answers that were lost, and plans nobody went on with. */
export function inDoubtContract(at: StateBench): void {
  it("plans a resend again when the plan that owed it was dropped after its removal", async () => {
    await at.want([{ key: "1", EMAIL: "old", PHONE: "p" }]);
    await at.run("run-1");
    await at.want([{ key: "1", PHONE: "p" }]);
    await at.state.freeze("run-2", at.request());
    await at.state.markInFlight([1], DAY_1);
    await at.state.fold([{ batch: 1, refusedRows: [] }], { unverified: true, now: DAY_1 });
    await at.want([{ key: "1", PHONE: "p" }]);
    await at.state.freeze("run-3", at.request());
    expect(await at.sent()).toEqual(["add PHONE p"]);
  });

  it("removes an identifier whose add was never answered once its person has left", async () => {
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.state.freeze("run-1", at.request());
    await at.state.markInFlight([1], DAY_1);
    await at.want([]);
    await at.state.freeze("run-2", at.request());
    expect(await at.sent()).toEqual(["remove EMAIL a"]);
  });

  it("adds an identifier whose removal was never answered once its person is back", async () => {
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.run("run-1");
    await at.want([]);
    await at.state.freeze("run-2", at.request());
    await at.state.markInFlight([1], DAY_1);
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.state.freeze("run-3", at.request());
    expect(await at.sent()).toEqual(["add EMAIL a"]);
  });

  it("puts back adds that were marked but never begun, so that nobody who was never sent is removed", async () => {
    await at.want(["1", "2", "3", "4"].map((key) => ({ key, EMAIL: `e${key}` })));
    await at.state.freeze("run-1", at.request());
    const begun = await at.valuesOf(1);
    await at.state.markInFlight([1, 2], DAY_1);
    await at.state.begin(1);
    await at.reopen();
    await at.state.putBack();
    await at.state.putBack();
    expect(await at.state.counts(SCOPE)).toEqual({ ...NOTHING, in_flight: 2, due: 2 });
    await at.want([]);
    await at.state.freeze("run-2", at.request());
    expect(await at.sent()).toEqual(begun.map((value) => `remove EMAIL ${value}`).sort());
    expect(await at.state.counts(SCOPE)).toEqual({ ...NOTHING, in_flight: 2 });
  });

  it("puts back removals that were marked but never begun, and what was answered stays answered", async () => {
    await at.want(["1", "2", "3", "4"].map((key) => ({ key, EMAIL: `e${key}` })));
    await at.run("run-1");
    await at.want([]);
    await at.state.freeze("run-2", at.request());
    const [stays = "", goes = ""] = await at.valuesOf(2);
    await at.state.markInFlight([1, 2], DAY_1);
    await at.state.begin(1);
    await at.state.fold([{ batch: 1, refusedRows: [] }], { unverified: true, now: DAY_1 });
    await at.state.putBack();
    expect(await at.state.counts(SCOPE)).toEqual({ ...NOTHING, unverified: 2, removed: 2 });
    await at.want([{ key: stays.slice(1), EMAIL: stays }]);
    await at.state.freeze("run-3", at.request());
    expect(await at.sent()).toEqual([`remove EMAIL ${goes}`]);
  });

  it("adds again what someone had beside an identifier that was removed, though its own removal was never begun", async () => {
    await at.want([{ key: "1", EMAIL: "a", PHONE: "p" }]);
    await at.run("run-1");
    await at.want([]);
    await at.state.freeze("run-2", at.request());
    await at.state.markInFlight([1, 2], DAY_1);
    await at.state.begin(1);
    await at.state.fold([{ batch: 1, refusedRows: [] }], { unverified: true, now: DAY_1 });
    await at.state.putBack();
    await at.want([{ key: "1", PHONE: "p" }]);
    await at.state.freeze("run-3", at.request());
    expect(await at.sent()).toEqual(["add PHONE p"]);
  });

  it("puts back a resend as something the platform may have", async () => {
    await at.want([{ key: "1", EMAIL: "old", PHONE: "p" }]);
    await at.run("run-1");
    await at.want([{ key: "1", PHONE: "p" }]);
    await at.state.freeze("run-2", at.request());
    await at.state.markInFlight([1], DAY_1);
    await at.state.begin(1);
    await at.state.fold([{ batch: 1, refusedRows: [] }], { unverified: true, now: DAY_1 });
    await at.state.markInFlight([2], DAY_1);
    await at.state.putBack();
    expect(await at.state.counts(SCOPE)).toEqual({ ...NOTHING, due: 1, removed: 1 });
    await at.want([]);
    await at.state.freeze("run-3", at.request());
    expect(await at.sent()).toEqual(["remove PHONE p"]);
  });

  it("removes what was refused when its batch was sent again, for the first sending may have arrived", async () => {
    await at.want(["1", "2"].map((key) => ({ key, EMAIL: `e${key}` })));
    await at.state.freeze("run-1", at.request({ batchRows: 2 }));
    const [perhaps = "", unknown = ""] = await at.valuesOf(1);
    await at.state.markInFlight([1], DAY_1);
    await at.state.begin(1);
    const refusedRows = [
      { row: 0, reason: "BAD" },
      { row: 1, reason: "NOT_KNOWN", unknown: true },
    ];
    await at.state.fold([{ batch: 1, refusedRows, inDoubt: true }], { unverified: false, now: DAY_1 });
    expect(await at.state.counts(SCOPE)).toEqual({ ...NOTHING, refused: 2 });
    expect(await at.state.digest(SCOPE)).toEqual({});
    await at.want([{ key: unknown.slice(1), EMAIL: unknown }]);
    await at.state.freeze("run-2", at.request());
    expect(await at.sent()).toEqual([`remove EMAIL ${perhaps}`]);
  });

  it("keeps in doubt what was in flight when its plan was dropped, and is refused by the next", async () => {
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.state.freeze("run-1", at.request());
    await at.state.markInFlight([1], DAY_1);
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.state.freeze("run-2", at.request());
    await at.state.markInFlight([1], DAY_1);
    await at.state.fold([{ batch: 1, refusedRows: [{ row: 0, reason: "BAD" }] }], {
      unverified: false,
      now: DAY_1,
    });
    await at.want([]);
    await at.state.freeze("run-3", at.request());
    expect(await at.sent()).toEqual(["remove EMAIL a"]);
  });

  it("sends a plan it put back when it is taken up again", async () => {
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.state.freeze("run-1", at.request());
    await at.state.markInFlight([1], DAY_1);
    await at.state.putBack();
    await at.state.markInFlight([1], DAY_1);
    await at.state.begin(1);
    await at.state.putBack();
    expect(await at.state.counts(SCOPE)).toEqual({ ...NOTHING, in_flight: 1 });
    await at.state.fold([{ batch: 1, refusedRows: [] }], { unverified: true, now: DAY_1 });
    expect(await at.state.settlement()).toEqual({ planned: 1, done: 1, refused: 0, due: 0, inFlight: 0 });
  });
}
