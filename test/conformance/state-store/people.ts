import { expect, it } from "vitest";
import { digestOf } from "../../factories/wanted";
import { DAY_1, NOTHING, SCOPE, type StateBench } from "./bench";

/** People who may no longer be sent. */
export function peopleContract(at: StateBench): void {
  it("takes people who may no longer be sent out of what is left of a plan, and nobody who shares with others", async () => {
    await at.want([
      ...["1", "2", "3", "4"].map((key) => ({ key, EMAIL: `e${key}` })),
      { key: "5", PHONE: "shared" },
      { key: "6", PHONE: "shared" },
    ]);
    await at.state.freeze("run-1", at.request({ batchRows: 3 }));
    const [left = ""] = await at.valuesOf(2);
    await at.state.markInFlight([1, 2, 3], DAY_1);
    await at.state.begin(1);
    await at.state.fold([{ batch: 1, refusedRows: [] }], { unverified: true, now: DAY_1 });
    await at.reopen();
    await at.state.putBack();
    await at.letGo(["1", "2", "3", "4", "6"].filter((key) => `e${key}` !== left));
    expect(await at.state.withhold()).toEqual([{ batch: 2, rows: 0 }]);
    expect(await at.state.withhold()).toEqual([]);
    expect((await at.state.frozen())!.batches.map(({ rows, folded }) => [rows, folded])).toEqual([
      [3, true],
      [0, true],
      [1, false],
    ]);
    expect(await at.valuesOf(3)).toEqual(["shared"]);
    expect(await at.state.counts(SCOPE)).toEqual({ ...NOTHING, unverified: 3, due: 1 });
  });

  it("numbers the rows of a batch anew when some of them are withheld", async () => {
    await at.want(["1", "2", "3"].map((key) => ({ key, EMAIL: `e${key}` })));
    await at.state.freeze("run-1", at.request({ batchRows: 3 }));
    await at.letGo(["2", "3"]);
    expect(await at.state.withhold()).toEqual([{ batch: 1, rows: 2 }]);
    const [taken = "", refused = ""] = await at.valuesOf(1);
    expect([taken, refused].sort()).toEqual(["e2", "e3"]);
    await at.state.markInFlight([1], DAY_1);
    await at.state.begin(1);
    await at.state.fold([{ batch: 1, refusedRows: [{ row: 1, reason: "BAD" }] }], {
      unverified: false,
      now: DAY_1,
    });
    expect(await at.state.settlement()).toEqual({ planned: 2, done: 1, refused: 1, due: 0, inFlight: 0 });
    expect(await at.state.digest(SCOPE)).toEqual({ EMAIL: digestOf([taken]) });
  });

  it("refuses to withhold before it knows who may be sent", async () => {
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.state.freeze("run-1", at.request());
    await expect(at.state.withhold()).rejects.toMatchObject({ code: "ELIGIBLE_NOT_LOADED" });
  });

  it("removes in the privacy lane only what nobody who may be sent holds", async () => {
    await at.want([
      { key: "1", EMAIL: "a" },
      { key: "2", EMAIL: "shared" },
      { key: "3", EMAIL: "shared" },
      { key: "4", EMAIL: "b" },
    ]);
    await at.run("run-1");
    await at.letGo(["1", "3", "99"]);
    const plan = await at.run("run-2", { lane: "privacy" });
    expect(plan.summary).toMatchObject({ adds: 0, removes: 1, people: { enter: 0, leave: 2, stay: 2 } });
    expect(await at.sent()).toEqual(["remove EMAIL b"]);
    await at.letGo(["1", "3", "99"]);
    expect(await at.state.measure(at.request({ lane: "privacy" }))).toMatchObject({
      removes: 0,
      people: { enter: 0, leave: 0, stay: 2 },
    });
  });

  it("spares who is gone from everywhere when asked to, and nobody who withdrew", async () => {
    await at.want(["1", "2", "3", "4"].map((key) => ({ key, EMAIL: `e${key}` })));
    const spared = { lane: "privacy", spareVanished: true } as const;
    await at.run("run-1");
    await at.letGo(["1"]);
    await expect(at.state.measure(at.request(spared))).rejects.toMatchObject({ code: "ELIGIBLE_NOT_LOADED" });
    expect(await at.present(["1", "2", "99"])).toEqual({ keys: 3 });
    expect((await at.state.measure(at.request({ lane: "privacy" }))).people).toMatchObject({ leave: 3 });
    expect((await at.state.measure(at.request(spared))).people).toMatchObject({ leave: 1, stay: 3 });
    // Measuring leaves nothing behind.
    expect((await at.state.measure(at.request({ lane: "privacy" }))).people).toMatchObject({ leave: 3 });
    await at.run("run-2", spared);
    expect(await at.sent()).toEqual(["remove EMAIL e2"]);
    await at.letGo(["1"]);
    await at.run("run-3", { lane: "privacy" });
    expect(await at.sent()).toEqual(["remove EMAIL e3", "remove EMAIL e4"]);
  });

  it("removes what only someone who withdrew still holds, whoever held it before", async () => {
    await at.want([
      { key: "1", EMAIL: "passed-on" },
      { key: "2", EMAIL: "passed-on" },
    ]);
    await at.run("run-1");
    await at.want([
      { key: "1", EMAIL: "new" },
      { key: "2", EMAIL: "passed-on" },
    ]);
    await at.run("run-2");
    await at.reopen();
    await at.letGo(["1"]);
    await at.run("run-3", { lane: "privacy" });
    expect(await at.sent()).toEqual(["remove EMAIL passed-on"]);
  });

  it("removes in the privacy lane whom an unanswered add may have put there", async () => {
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.state.freeze("run-1", at.request());
    await at.state.markInFlight([1], DAY_1);
    await at.state.begin(1);
    await at.reopen();
    await at.letGo([]);
    await at.run("run-2", { lane: "privacy" });
    expect(await at.sent()).toEqual(["remove EMAIL a"]);
  });

  it("keeps who left while it only adds, and removes them once it mirrors again", async () => {
    await at.want([
      { key: "1", EMAIL: "a" },
      { key: "2", EMAIL: "b" },
    ]);
    await at.run("run-1");
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.letGo(["1", "2"]);
    expect((await at.run("run-2", { mode: "add_only" })).batches).toEqual([]);
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.run("run-3");
    expect(await at.sent()).toEqual(["remove EMAIL b"]);
  });

  it("owes what remains after a privacy removal to the next full plan", async () => {
    await at.want([
      { key: "1", EMAIL: "a", PHONE: "family" },
      { key: "2", PHONE: "family" },
    ]);
    await at.run("run-1");
    // A privacy run reads nobody who is wanted: all it knows is the ledger.
    await at.reopen();
    await at.letGo(["2"]);
    await at.run("run-2", { lane: "privacy" });
    expect(await at.sent()).toEqual(["remove EMAIL a"]);
    expect(await at.state.counts(SCOPE)).toEqual({ ...NOTHING, due: 1, removed: 1 });
    await at.want([{ key: "2", PHONE: "family" }]);
    await at.state.freeze("run-3", at.request());
    expect(await at.sent()).toEqual(["add PHONE family"]);
  });

  it("refuses to plan removals of the privacy lane before it knows who may be sent", async () => {
    await expect(at.state.freeze("run-1", at.request({ lane: "privacy" }))).rejects.toMatchObject({
      code: "ELIGIBLE_NOT_LOADED",
    });
  });

  it("never removes from an add-only object but what is owed to someone", async () => {
    await at.want([
      { key: "1", EMAIL: "a" },
      { key: "2", EMAIL: "b" },
    ]);
    await at.letGo(["1", "2", "3"]);
    await at.run("run-1", { mode: "add_only" });
    await at.want([{ key: "3", EMAIL: "c" }]);
    await at.letGo(["1", "3"]);
    const plan = await at.run("run-2", { mode: "add_only" });
    expect(plan.summary.people).toEqual({ enter: 1, leave: 1, stay: 1 });
    expect(await at.sent()).toEqual(["remove EMAIL b", "add EMAIL c"]);
  });

  it("removes later whom a lost add may have brought, although nothing more of theirs is sent", async () => {
    await at.want([
      { key: "1", EMAIL: "a" },
      { key: "2", EMAIL: "b" },
    ]);
    await at.state.freeze("run-1", at.request());
    await at.state.markInFlight([1], DAY_1);
    await at.state.begin(1);
    await at.letGo(["2"]);
    expect(await at.state.withhold()).toEqual([{ batch: 1, rows: 1 }]);
    expect(await at.state.counts(SCOPE)).toEqual({ ...NOTHING, in_flight: 2 });
    await at.state.fold([{ batch: 1, refusedRows: [] }], { unverified: true, now: DAY_1 });
    await at.run("run-2", { lane: "privacy" });
    expect(await at.sent()).toEqual(["remove EMAIL a"]);
  });

  it("leaves a batch the platform has taken in as it is", async () => {
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.state.freeze("run-1", at.request());
    await at.letGo([]);
    expect(await at.state.withhold([1])).toEqual([]);
    expect(await at.valuesOf(1)).toEqual(["a"]);
  });

  it("removes from a mirror of records what someone was found by before, and leaves those without consent alone", async () => {
    const mirror = async (run: string, wanted: Record<string, string>, members: readonly string[]) => {
      await at.want(Object.entries(wanted).map(([key, EMAIL]) => ({ key, EMAIL })));
      await at.letGo(members);
      await at.run(run, { mode: "record_mirror" });
      return at.sent();
    };
    await mirror("run-1", { 1: "a", 2: "b", 3: "c", 4: "shared", 5: "shared" }, ["1", "2", "3", "4", "5"]);
    // The first has another address, the second did not consent to be written, the third left; the fourth has another too.
    const second = { 1: "new", 4: "own", 5: "shared" };
    expect(await mirror("run-2", second, ["1", "2", "4", "5"])).toEqual([
      ...["remove EMAIL a", "remove EMAIL c", "add EMAIL new", "add EMAIL own"],
    ]);
    // Nobody can be written any more: the address the fourth gave up is held by the fifth alone.
    expect(await mirror("run-3", {}, ["1", "2", "4", "5"])).toEqual([]);
    expect(await mirror("run-4", {}, ["1", "2", "4"])).toEqual(["remove EMAIL shared"]);
  });

  it("removes no record for want of consent, whatever the lane", async () => {
    await at.want([{ key: "1", EMAIL: "a" }]);
    await at.run("run-1", { mode: "upsert" });
    await at.want([]);
    await at.letGo([]);
    expect((await at.run("run-2", { mode: "upsert" })).batches).toEqual([]);
    expect((await at.run("run-3", { mode: "upsert", lane: "privacy" })).batches).toEqual([]);
  });
}
