import { expect, it } from "vitest";
import { digestOf } from "../../factories/wanted";
import { DAY_1, NOTHING, SCOPE, type StateBench } from "./bench";

/** What a plan holds. */
export function plansContract(at: StateBench): void {
  it("counts the way from members to identifiers", async () => {
    const loaded = await at.want([
      { key: "1", EMAIL: "a", PHONE: "p1" },
      { key: "2", EMAIL: "a" },
      { key: "3", EMAIL: "b" },
      { key: "4" },
      { reason: "no_consent" },
      { reason: "no_consent" },
      { reason: "suppressed" },
      { reason: "no_identifier" },
    ]);
    expect(loaded).toEqual({
      problems: [],
      waterfall: {
        asOf: DAY_1,
        members: 8,
        heldBack: { no_consent: 2, suppressed: 1, no_identifier: 2 },
        eligible: 3,
        identifiers: { total: 3, byKind: { EMAIL: 2, PHONE: 1 }, shared: 1 },
      },
    });
  });

  it("refuses a wanted state whose keys are missing or repeated, and takes nothing of it", async () => {
    const { problems } = await at.want([{ key: "1", EMAIL: "a" }, { key: "1", EMAIL: "b" }, { EMAIL: "c" }]);
    expect(problems.map((problem) => problem.code)).toEqual(["KEY_MISSING", "KEY_NOT_UNIQUE"]);
    expect((await at.state.measure(at.request())).adds).toBe(0);
  });

  it("numbers batches with removes before adds, each of one kind and within the platform's limit", async () => {
    await at.want([
      { key: "1", EMAIL: "a", PHONE: "p" },
      { key: "2", EMAIL: "b" },
      { key: "3", EMAIL: "c" },
    ]);
    await at.run("run-1");
    await at.want([
      { key: "4", EMAIL: "d" },
      { key: "5", EMAIL: "e" },
    ]);
    const plan = await at.state.freeze("run-2", at.request());
    expect(plan.batches).toEqual([
      { number: 1, operation: "remove", identifier: "EMAIL", rows: 2, folded: false },
      { number: 2, operation: "remove", identifier: "EMAIL", rows: 1, folded: false },
      { number: 3, operation: "remove", identifier: "PHONE", rows: 1, folded: false },
      { number: 4, operation: "add", identifier: "EMAIL", rows: 2, folded: false },
    ]);
    expect(plan.summary).toEqual({
      adds: 2,
      updates: 0,
      removes: 4,
      resends: 0,
      refreshes: 0,
      calls: 4,
      people: { enter: 2, leave: 3, stay: 0 },
    });
  });

  it("measures what it would plan and changes nothing", async () => {
    await at.want([{ key: "1", EMAIL: "a" }]);
    const measured = await at.state.measure(at.request());
    expect(await at.state.frozen()).toBeNull();
    expect(await at.state.counts(SCOPE)).toEqual(NOTHING);
    expect((await at.state.freeze("run-1", at.request())).summary).toEqual(measured);
  });

  it("plans nothing when the wanted state is what is held", async () => {
    const members = [{ key: "1", EMAIL: "a", PHONE: "p" }];
    await at.want(members);
    await at.run("run-1");
    await at.want(members);
    expect((await at.state.freeze("run-2", at.request())).summary).toEqual({
      adds: 0,
      updates: 0,
      removes: 0,
      resends: 0,
      refreshes: 0,
      calls: 0,
      people: { enter: 0, leave: 0, stay: 1 },
    });
    expect(await at.state.digest(SCOPE)).toEqual({ EMAIL: digestOf(["a"]), PHONE: digestOf(["p"]) });
  });

  it("keeps an e-mail shared by two members when one leaves, and removes it with the last", async () => {
    await at.want([
      { key: "1", EMAIL: "shared" },
      { key: "2", EMAIL: "shared" },
    ]);
    await at.run("run-1");
    await at.want([{ key: "2", EMAIL: "shared" }]);
    const one = await at.run("run-2");
    expect(one.summary).toMatchObject({ adds: 0, removes: 0, people: { enter: 0, leave: 1, stay: 1 } });
    await at.want([]);
    const both = await at.run("run-3");
    expect(both.summary).toMatchObject({ removes: 1, people: { enter: 0, leave: 1, stay: 0 } });
  });

  it("sends again what remains of a person who lost an identifier, and of whoever shares it", async () => {
    await at.want([
      { key: "1", EMAIL: "old", PHONE: "family" },
      { key: "2", EMAIL: "other", PHONE: "family" },
    ]);
    await at.run("run-1");
    await at.want([
      { key: "1", EMAIL: "new", PHONE: "family" },
      { key: "2", EMAIL: "other", PHONE: "family" },
    ]);
    const plan = await at.state.freeze("run-2", at.request());
    expect(plan.summary).toMatchObject({
      adds: 2,
      removes: 1,
      resends: 1,
      people: { enter: 0, leave: 0, stay: 2 },
    });
    expect(await at.sent()).toEqual(["remove EMAIL old", "add EMAIL new", "add PHONE family"]);
  });

  it("sends again someone who was once known by an identifier that is now removed", async () => {
    await at.want([
      { key: "1", EMAIL: "one", PHONE: "family" },
      { key: "2", EMAIL: "two", PHONE: "family" },
    ]);
    await at.run("run-1");
    await at.want([
      { key: "1", EMAIL: "one", PHONE: "family" },
      { key: "2", EMAIL: "two" },
    ]);
    await at.run("run-2");
    await at.want([{ key: "2", EMAIL: "two" }]);
    await at.state.freeze("run-3", at.request());
    expect(await at.sent()).toEqual(["remove EMAIL one", "remove PHONE family", "add EMAIL two"]);
  });

  it("sends nothing when two people swap their addresses, and knows afterwards whose is whose", async () => {
    await at.want([
      { key: "1", EMAIL: "a" },
      { key: "2", EMAIL: "b" },
    ]);
    await at.run("run-1");
    await at.want([
      { key: "1", EMAIL: "b" },
      { key: "2", EMAIL: "a" },
    ]);
    expect((await at.run("run-2")).batches).toEqual([]);
    await at.want([{ key: "1", EMAIL: "b" }]);
    await at.run("run-3");
    expect(await at.sent()).toEqual(["remove EMAIL a", "add EMAIL b"]);
  });
}
