import { expect, it } from "vitest";
import { DAY_1, later, NOTHING, SCOPE, type StateBench } from "./bench";

/** What the platform said. */
export function answersContract(at: StateBench): void {
  it("takes an answer once, however often it is folded", async () => {
    await at.want([
      { key: "1", EMAIL: "a" },
      { key: "2", EMAIL: "b" },
    ]);
    await at.state.freeze("run-1", at.request());
    await at.state.markInFlight([1], DAY_1);
    const answers = [{ batch: 1, refusedRows: [{ row: 1, reason: "BAD" }] }];
    const options = { unverified: false, now: DAY_1 };
    expect(await at.state.fold(answers, options)).toEqual({ folded: 1 });
    expect(await at.state.fold(answers, options)).toEqual({ folded: 0 });
    expect(await at.state.counts(SCOPE)).toEqual({ ...NOTHING, held: 1, refused: 1 });
    expect(await at.state.settlement()).toEqual({ planned: 2, done: 1, refused: 1, due: 0, inFlight: 0 });
  });

  it("tries a refused identifier again after a growing wait", async () => {
    const members = [{ key: "1", EMAIL: "bad" }];
    const tryAt = async (id: string, days: number) => {
      await at.want(members);
      const plan = await at.state.freeze(id, at.request({ now: later(days) }));
      const answers = plan.batches.map(({ number }) => ({
        batch: number,
        refusedRows: [{ row: 0, reason: "BAD" }],
      }));
      await at.state.markInFlight([1], later(days));
      await at.state.fold(answers, { unverified: false, now: later(days) });
      return plan.summary;
    };
    expect(await tryAt("run-1", 0)).toMatchObject({ adds: 1, people: { enter: 1 } });
    expect(await tryAt("run-2", 0.9)).toMatchObject({ adds: 0, people: { enter: 0, leave: 0, stay: 0 } });
    expect(await tryAt("run-3", 1.1)).toMatchObject({ adds: 1 });
    expect(await tryAt("run-4", 2.9)).toMatchObject({ adds: 0 });
    expect(await tryAt("run-5", 3.2)).toMatchObject({ adds: 1 });
  });

  it("still owes a removal the platform refused", async () => {
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.run("run-1");
    await at.want([]);
    await at.state.freeze("run-2", at.request());
    await at.state.markInFlight([1], DAY_1);
    await at.state.fold([{ batch: 1, refusedRows: [{ row: 0, reason: "BAD" }] }], {
      unverified: false,
      now: DAY_1,
    });
    expect(await at.state.settlement()).toEqual({ planned: 1, done: 0, refused: 0, due: 1, inFlight: 0 });
    await at.want([]);
    await at.state.freeze("run-3", at.request());
    expect(await at.sent()).toEqual(["remove EMAIL a"]);
  });

  it("removes at once what was refused once, and after a wait of hours, never a day, what is refused again", async () => {
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.run("run-0");
    await at.want([]);
    const hours = (count: number) => later(count / 24);
    const removes = async (now: string, over = {}) =>
      (await at.state.measure(at.request({ now, ...over }))).removes;
    const refuse = async (now: string) => {
      await at.state.freeze(`run-${now}`, at.request({ now, insists: true }));
      await at.state.markInFlight([1], now);
      await at.state.fold([{ batch: 1, refusedRows: [{ row: 0, reason: "BAD", permanent: true }] }], {
        ...{ unverified: false, now },
      });
    };
    await refuse(hours(0));
    expect(await removes(hours(0))).toBe(1);
    expect(await at.state.waitingRemovals(SCOPE, hours(0))).toBe(0);
    let now = 0;
    for (const wait of [1, 2, 4, 8, 16, 16, 16]) {
      await refuse(hours(now));
      expect(await removes(hours(now + wait - 0.1))).toBe(0);
      expect(await at.state.waitingRemovals(SCOPE, hours(now + wait - 0.1))).toBe(1);
      await at.letGo([]);
      expect(await removes(hours(now + wait - 0.1), { lane: "privacy" })).toBe(0);
      expect(await removes(hours(now + wait - 0.1), { insists: true })).toBe(1);
      expect(await removes(hours(now + wait), { lane: "privacy" })).toBe(1);
      expect(await removes(hours(now + wait))).toBe(1);
      expect(await at.state.waitingRemovals(SCOPE, hours(now + wait))).toBe(0);
      now += wait;
    }
    // Whoever is wanted again is sent, and the waits of additions begin anew.
    await refuse(hours(now));
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.state.freeze("run-back", at.request({ now: hours(now) }));
    expect(await at.sent()).toEqual(["add EMAIL a"]);
    await at.state.markInFlight([1], hours(now));
    await at.state.fold([{ batch: 1, refusedRows: [{ row: 0, reason: "BAD" }] }], {
      ...{ unverified: false, now: hours(now) },
    });
    expect(await at.state.parked(SCOPE)).toEqual([{ reason: "BAD", rows: 1, retryAt: hours(now + 24) }]);
  });

  it("parks what the platform refuses with its reason, and tries what was mended at once", async () => {
    const members = (payload: string) => ["1", "2", "3"].map((key) => ({ key, EMAIL: `e${key}`, payload }));
    await at.wantWith(members("1"));
    await at.state.freeze("run-1", at.request({ batchRows: 5 }));
    await at.state.markInFlight([1], DAY_1);
    const refusedRows = [
      { row: 0, reason: "BAD_EMAIL", permanent: true },
      { row: 1, reason: "LOCKED" },
    ];
    await at.state.fold([{ batch: 1, refusedRows }], { unverified: false, now: DAY_1 });
    expect(await at.state.parked(SCOPE)).toEqual([
      { reason: "BAD_EMAIL", rows: 1, retryAt: later(30) },
      { reason: "LOCKED", rows: 1, retryAt: later(1) },
    ]);
    await at.wantWith(members("1"));
    expect((await at.state.measure(at.request({ now: later(2) }))).adds).toBe(1);
    expect((await at.state.measure(at.request({ now: later(31) }))).adds).toBe(2);
    await at.wantWith(members("2"));
    expect(await at.state.measure(at.request())).toMatchObject({ adds: 2, updates: 1 });
    await at.run("run-2");
    expect(await at.state.parked(SCOPE)).toEqual([]);
  });
}
