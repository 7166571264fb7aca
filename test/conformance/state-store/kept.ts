import { expect, it } from "vitest";
import { DAY_1, later, NOTHING, SCOPE, type StateBench } from "./bench";

/** What stays, for how long, and whose it is. */
export function keptContract(at: StateBench): void {
  it("finds the frozen plan, its rows and its folded answers again after it was closed", async () => {
    await at.want([
      { key: "1", EMAIL: "a" },
      { key: "2", EMAIL: "b" },
      { key: "3", EMAIL: "c" },
    ]);
    const plan = await at.state.freeze("run-1", at.request());
    const rows = await at.state.rows(1);
    await at.state.markInFlight([1, 2], DAY_1);
    await at.state.fold([{ batch: 1, refusedRows: [] }], { unverified: true, now: DAY_1 });
    await at.reopen();
    const found = await at.state.frozen();
    expect(found).toEqual({
      ...plan,
      batches: plan.batches.map((batch) => ({ ...batch, folded: batch.number === 1 })),
    });
    expect(await at.state.rows(1)).toEqual(rows);
    expect(await at.state.settlement()).toEqual({ planned: 3, done: 2, refused: 0, due: 0, inFlight: 1 });
  });

  it("forgets what was planned, never sent and is no longer wanted", async () => {
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.state.freeze("run-1", at.request());
    expect(await at.state.counts(SCOPE)).toEqual({ ...NOTHING, due: 1 });
    await at.want([]);
    const plan = await at.state.freeze("run-2", at.request());
    expect(plan.batches).toEqual([]);
    expect(await at.state.counts(SCOPE)).toEqual(NOTHING);
  });

  it("keeps the ledgers of two objects apart", async () => {
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.run("run-1");
    const other = { ...SCOPE, endpoint: "https://platform.example" };
    await at.want([{ key: "1", EMAIL: "a" }]);
    expect((await at.state.measure({ ...at.request(), scope: other })).adds).toBe(1);
    expect(await at.state.counts(other)).toEqual(NOTHING);
  });

  it("forgets a removed identifier when its history ends", async () => {
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.run("run-1");
    await at.want([]);
    await at.run("run-2");
    await at.state.freeze("run-3", at.request({ now: later(89) }));
    expect(await at.state.counts(SCOPE)).toEqual({ ...NOTHING, removed: 1 });
    await at.state.freeze("run-4", at.request({ now: later(91) }));
    expect(await at.state.counts(SCOPE)).toEqual(NOTHING);
  });

  it("keeps past plans with their rows until their time is over", async () => {
    await at.wantWith([{ key: "1", EMAIL: "a", payload: "x" }]);
    const first = await at.run("run-1");
    await at.want([]);
    await at.run("run-2", { now: later(1) });
    await at.reopen();
    expect(await at.state.plan("run-1")).toEqual({
      ...first,
      batches: first.batches.map((batch) => ({ ...batch, folded: true })),
    });
    expect(first.frozenAt).toBe(DAY_1);
    expect(await at.state.rows(1, "run-1")).toEqual([{ value: "a", payload: "x" }]);
    expect(await at.state.rows(1)).toEqual([{ value: "a", payload: null }]);
    await at.want([]);
    await at.run("run-3", { now: later(14.5) });
    expect(await at.state.plan("run-1")).toBeNull();
    expect(await at.state.rows(1, "run-1")).toEqual([]);
    expect((await at.state.plan("run-2"))?.run).toBe("run-2");
  });

  it("tells the plans of a run apart that was stopped on its way, but for those of which nothing was sent", async () => {
    await at.want([{ key: "1", EMAIL: "a" }]);
    const first = await at.run("run-1");
    await at.want([{ key: "2", EMAIL: "b" }]);
    await at.state.freeze("run-1", at.request({ now: later(0.1) }));
    await at.want([
      { key: "1", EMAIL: "a" },
      { key: "3", EMAIL: "c" },
    ]);
    const third = await at.run("run-1", { now: later(0.2) });
    await at.want([]);
    const last = await at.run("run-1", { now: later(0.3) });
    const planOf = async (earlier?: number) => (await at.state.plan("run-1", earlier))?.frozenAt ?? null;
    expect([await planOf(1), await planOf(2), await planOf(3), await planOf()]).toEqual([
      ...[first.frozenAt, third.frozenAt],
      ...[null, last.frozenAt],
    ]);
    expect(await at.state.rows(1, "run-1", 1)).toEqual([{ value: "a", payload: null }]);
    expect(await at.state.rows(1, "run-1", 2)).toEqual([{ value: "c", payload: null }]);
    expect(await at.state.rows(1, "run-1", 3)).toEqual([]);
    expect(await at.state.rows(1, "run-1")).toHaveLength(2);
  });

  it("lets nobody else in while it is open, and starts from nothing once erased", async () => {
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.run("run-1");
    await expect(at.store.open("sync-1")).rejects.toMatchObject({ code: "STATE_BUSY", remedy: "retry" });
    await at.state.close();
    await at.store.erase("sync-1");
    at.state = await at.store.open("sync-1");
    expect(await at.state.counts(SCOPE)).toEqual(NOTHING);
  });
}
