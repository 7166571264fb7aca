import { expect, it } from "vitest";
import { digestOf } from "../../factories/wanted";
import { DAY_1, SCOPE, type StateBench } from "./bench";

/** What travels beside an identifier. */
export function payloadsContract(at: StateBench): void {
  it("updates what is held and has changed beside its identifier, and nothing else", async () => {
    await at.wantWith([
      { key: "1", EMAIL: "a", payload: '{"plan":"free"}' },
      { key: "2", EMAIL: "b", payload: '{"plan":"free"}' },
    ]);
    await at.run("run-1");
    expect(await at.sent()).toEqual(['add EMAIL a {"plan":"free"}', 'add EMAIL b {"plan":"free"}']);
    await at.wantWith([
      { key: "1", EMAIL: "a", payload: '{"plan":"paid"}' },
      { key: "2", EMAIL: "b", payload: '{"plan":"free"}' },
      { key: "3", EMAIL: "c", payload: '{"plan":"free"}' },
    ]);
    const plan = await at.run("run-2");
    expect(plan.summary).toEqual({
      adds: 1,
      updates: 1,
      removes: 0,
      resends: 0,
      refreshes: 0,
      calls: 2,
      people: { enter: 1, leave: 0, stay: 2 },
    });
    expect(await at.sent()).toEqual(['add EMAIL c {"plan":"free"}', 'update EMAIL a {"plan":"paid"}']);
    expect((await at.state.measure(at.request())).calls).toBe(0);
  });

  it("updates everyone when the mapping changes what travels, and says so before", async () => {
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.run("run-1");
    await at.wantWith([{ key: "1", EMAIL: "a", payload: '{"plan":"free"}' }]);
    expect(await at.state.measure(at.request())).toMatchObject({ adds: 0, updates: 1 });
    await at.run("run-2");
    await at.want([{ key: "1", EMAIL: "a" }]);
    expect(await at.state.measure(at.request())).toMatchObject({ adds: 0, updates: 1 });
  });

  it("sends again what is in doubt with its newest payload", async () => {
    await at.wantWith([{ key: "1", EMAIL: "a", payload: "1" }]);
    await at.run("run-1");
    await at.wantWith([{ key: "1", EMAIL: "a", payload: "2" }]);
    await at.state.freeze("run-2", at.request());
    await at.state.markInFlight([1], DAY_1);
    await at.wantWith([{ key: "1", EMAIL: "a", payload: "3" }]);
    await at.run("run-3");
    expect(await at.sent()).toEqual(["add EMAIL a 3"]);
    await at.wantWith([{ key: "1", EMAIL: "a", payload: "3" }]);
    expect((await at.state.measure(at.request())).calls).toBe(0);
  });

  it("sends the smallest payload of those who share an identifier", async () => {
    await at.wantWith([
      { key: "1", EMAIL: "shared", payload: "GRANTED" },
      { key: "2", EMAIL: "shared", payload: "DENIED" },
      { key: "3", EMAIL: "Zoe", payload: "b" },
      { key: "4", EMAIL: "Zoe", payload: "B" },
    ]);
    await at.run("run-1");
    expect(await at.sent()).toEqual(["add EMAIL Zoe B", "add EMAIL shared DENIED"]);
  });

  it("updates no record it may only insert", async () => {
    await at.wantWith([{ key: "1", EMAIL: "a", payload: "1" }]);
    await at.run("run-1", { mode: "insert_only" });
    await at.wantWith([
      { key: "2", EMAIL: "b", payload: "2" },
      { key: "1", EMAIL: "a", payload: "2" },
    ]);
    await at.run("run-2", { mode: "insert_only" });
    expect(await at.sent()).toEqual(["add EMAIL b 2"]);
  });

  it("gives the rows of a batch in their order, whatever is in them", async () => {
    const values = ["plain", "a\u001fb", "\u001e", 'a "quote"', "x\u001ey\u001ez", "é😀", "a\\b"];
    const payload = '{"name":"a\\u001fb"}';
    await at.wantWith(values.map((EMAIL, key) => ({ key: `${key}`, EMAIL, ...(key % 2 && { payload }) })));
    const plan = await at.state.freeze("run-1", at.request());
    const rows = [];
    for (const { number } of plan.batches) rows.push(...(await at.state.rows(number)));
    const expected = values.map((value, key) => ({ value, payload: key % 2 ? payload : null }));
    expect(rows).toHaveLength(values.length);
    expect(rows).toEqual(expect.arrayContaining(expected));

    const refusedRows = [{ row: 1, reason: "BAD" }];
    await at.state.markInFlight([1], DAY_1);
    await at.state.fold([{ batch: 1, refusedRows }], { unverified: false, now: DAY_1 });
    expect(await at.state.digest(SCOPE)).toEqual({ EMAIL: digestOf([rows[0]!.value]) });
  });

  it("still removes what was held when its update was refused", async () => {
    await at.wantWith([{ key: "1", EMAIL: "a", payload: "1" }]);
    await at.run("run-1");
    await at.wantWith([{ key: "1", EMAIL: "a", payload: "2" }]);
    await at.state.freeze("run-2", at.request());
    await at.state.markInFlight([1], DAY_1);
    await at.state.fold([{ batch: 1, refusedRows: [{ row: 0, reason: "BAD" }] }], {
      unverified: false,
      now: DAY_1,
    });
    expect(await at.state.settlement()).toEqual({ planned: 1, done: 0, refused: 1, due: 0, inFlight: 0 });
    await at.wantWith([{ key: "1", EMAIL: "a", payload: "2" }]);
    expect((await at.state.measure(at.request())).people).toEqual({ enter: 0, leave: 0, stay: 1 });
    await at.want([]);
    await at.run("run-3");
    expect(await at.sent()).toEqual(["remove EMAIL a"]);
  });
}
