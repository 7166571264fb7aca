import { expect, it } from "vitest";
import { digestOf } from "../../factories/wanted";
import { DAY_1, later, NOTHING, SCOPE, type StateBench } from "./bench";

/** What else a plan may be asked for. */
export function askedContract(at: StateBench): void {
  it("sends everything held again when asked to, and removes as always", async () => {
    await at.want(["1", "2", "3"].map((key) => ({ key, EMAIL: `e${key}` })));
    await at.run("run-1");
    await at.want(["2", "3", "4"].map((key) => ({ key, EMAIL: `e${key}` })));
    const plan = await at.run("run-2", { resync: true });
    expect(plan.summary).toMatchObject({
      adds: 3,
      removes: 1,
      refreshes: 2,
      people: { enter: 1, leave: 1, stay: 2 },
    });
    expect(await at.sent()).toEqual(["remove EMAIL e1", "add EMAIL e2", "add EMAIL e3", "add EMAIL e4"]);
    expect(await at.state.counts(SCOPE)).toEqual({ ...NOTHING, unverified: 3, removed: 1 });
  });

  it("refreshes members before they expire, spread over time and each once", async () => {
    const members = Array.from({ length: 200 }, (_, at) => ({ key: `${at}`, EMAIL: `e${at}` }));
    await at.want(members);
    await at.run("run-0", { batchRows: 500 });
    const refreshed: number[] = [];
    for (let day = 5; day <= 100; day += 5) {
      await at.want(members);
      const { summary } = await at.run(`run-${day}`, {
        batchRows: 500,
        now: later(day),
        refresh: { lifetimeDays: 100 },
      });
      expect(summary).toMatchObject({ adds: summary.refreshes, removes: 0 });
      refreshed.push(summary.refreshes);
    }
    const total = (from: number, to: number) =>
      refreshed.slice(from / 5, to / 5).reduce((sum, one) => sum + one, 0);
    expect(total(0, 45)).toBe(0);
    expect(total(45, 95)).toBe(200);
    expect(Math.max(...refreshed)).toBeLessThan(80);
    expect(total(95, 100)).toBe(0);
  });

  it("takes a first run in steps", async () => {
    const members = ["1", "2", "3", "4", "5"].map((key) => ({ key, EMAIL: `e${key}` }));
    await at.want(members);
    const one = await at.run("run-1", { mode: "upsert", only: { rows: 1, keys: ["3"] } });
    expect(one.summary).toMatchObject({ adds: 1, people: { enter: 1, leave: 0, stay: 0 } });
    expect(await at.sent()).toEqual(["add EMAIL e3"]);
    await at.want(members);
    expect((await at.run("run-2", { mode: "upsert", only: { rows: 2 } })).summary).toMatchObject({ adds: 2 });
    await at.want(members);
    const rest = await at.run("run-3", { mode: "upsert" });
    expect(rest.summary).toMatchObject({ adds: 2, people: { enter: 2, leave: 0, stay: 3 } });
    expect(await at.state.counts(SCOPE)).toEqual({ ...NOTHING, unverified: 5 });
  });

  it("undoes a past plan: what it brought goes, what it took away comes back", async () => {
    await at.wantWith([
      { key: "1", EMAIL: "a", payload: "x" },
      { key: "2", EMAIL: "b", payload: "x" },
      { key: "3", EMAIL: "c", payload: "x" },
    ]);
    await at.run("run-1");
    await at.wantWith([
      { key: "3", EMAIL: "c", payload: "x" },
      { key: "4", EMAIL: "d", payload: "x" },
    ]);
    await at.run("run-2");
    await at.reopen();
    // Someone it took away has withdrawn since.
    await at.letGo(["2", "3", "4"]);
    const undo = await at.run("run-3", { undo: "run-2" });
    expect(undo.summary).toEqual({
      adds: 1,
      updates: 0,
      removes: 1,
      resends: 0,
      refreshes: 0,
      calls: 2,
      people: { enter: 1, leave: 1, stay: 1 },
    });
    expect(await at.sent()).toEqual(["remove EMAIL d", "add EMAIL b x"]);
    expect(await at.state.digest(SCOPE)).toEqual({ EMAIL: digestOf(["b", "c"]) });
  });

  it("undoes what a run sent of each of its plans, and nothing it only planned", async () => {
    await at.want(["1", "2"].map((key) => ({ key, EMAIL: `e${key}` })));
    await at.run("run-1");
    await at.want(["1", "2", "3", "4", "5", "6"].map((key) => ({ key, EMAIL: `e${key}` })));
    await at.state.freeze("run-2", at.request());
    const sent = await at.valuesOf(1);
    await at.state.markInFlight([1, 2], DAY_1);
    await at.state.begin(1);
    await at.state.fold([{ batch: 1, refusedRows: [] }], { unverified: true, now: DAY_1 });
    await at.state.putBack();
    await at.letGo(["2", "3", "4", "5", "6"]);
    await at.run("run-2", { lane: "privacy" });
    expect(await at.sent()).toEqual(["remove EMAIL e1"]);
    // The one whom the run took out may be sent again, and comes back.
    await at.letGo(["1", "2", "3", "4", "5", "6"]);
    await at.run("run-3", { undo: "run-2" });
    expect(await at.sent()).toEqual([...sent.sort().map((value) => `remove EMAIL ${value}`), "add EMAIL e1"]);
    expect(await at.state.digest(SCOPE)).toEqual({ EMAIL: digestOf(["e1", "e2"]) });
  });

  it("undoes nothing twice, and only in the object it was planned for", async () => {
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.run("run-1");
    await at.letGo(["1"]);
    await at.run("run-2", { undo: "run-1" });
    expect((await at.run("run-3", { undo: "run-1" })).batches).toEqual([]);
    const missing = { code: "PLAN_NOT_KEPT" };
    await expect(at.state.freeze("run-4", at.request({ undo: "run-9" }))).rejects.toMatchObject(missing);
    const elsewhere = { ...at.request({ undo: "run-1" }), scope: { ...SCOPE, object: "10" } };
    await expect(at.state.freeze("run-4", elsewhere)).rejects.toMatchObject(missing);
  });

  it("gives an identifier that comes back by an undo to who held it last, not to who held it once", async () => {
    await at.want([
      { key: "1", EMAIL: "passed-on" },
      { key: "2", EMAIL: "own" },
    ]);
    await at.run("run-1");
    await at.want([
      { key: "1", EMAIL: "new" },
      { key: "2", EMAIL: "passed-on" },
    ]);
    await at.run("run-2");
    await at.want([{ key: "1", EMAIL: "new" }]);
    await at.run("run-3");
    await at.letGo(["1"]);
    expect((await at.run("run-4", { undo: "run-3" })).batches).toEqual([]);
  });
}
