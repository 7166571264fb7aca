import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LedgerScope, PlanRequest, StateStore, SyncState } from "@/lib/core/ports/state-store";
import { digestOf, type WantedMember, writeKeys, writeWanted } from "../factories/wanted";

export const SCOPE: LedgerScope = { endpoint: "http://platform.test", account: "1", object: "9", epoch: 1 };
export const KINDS = ["EMAIL", "PHONE"];
const DAY_1 = "2026-11-20T08:00:00.000Z";
const later = (days: number) => new Date(Date.parse(DAY_1) + days * 86_400_000).toISOString();

const NOTHING = { due: 0, in_flight: 0, held: 0, unverified: 0, refused: 0, removed: 0 };

/** What every state store must do; `create` gives a store that keeps its state in a folder. */
export function stateStoreContract(
  name: string,
  create: (folder: string) => StateStore | Promise<StateStore>,
): void {
  describe(`state store: ${name}`, () => {
    let folder: string;
    let store: StateStore;
    let state: SyncState;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), "coterie-state-"));
      store = await create(join(folder, "state"));
      state = await store.open("sync-1");
    });
    afterEach(async () => {
      await state.close();
      await rm(folder, { recursive: true, force: true });
    });

    const want = async (members: readonly WantedMember[]) =>
      state.loadWanted({
        file: await writeWanted(join(folder, "wanted.parquet"), KINDS, members),
        kinds: KINDS,
        asOf: DAY_1,
      });
    /** With what travels beside the identifiers. */
    const wantWith = async (members: readonly WantedMember[]) =>
      state.loadWanted({
        file: await writeWanted(join(folder, "wanted.parquet"), [...KINDS, "payload"], members),
        kinds: KINDS,
        hasPayload: true,
        asOf: DAY_1,
      });
    const letGo = async (keys: readonly string[]) =>
      state.loadEligible({ file: await writeKeys(join(folder, "eligible.parquet"), keys) });
    const request = (over: Partial<PlanRequest> = {}): PlanRequest => ({
      scope: SCOPE,
      lane: "full",
      mode: "mirror",
      batchRows: 2,
      now: DAY_1,
      ...over,
    });
    const reopen = async () => {
      await state.close();
      state = await store.open("sync-1");
    };
    /** Plans, sends everything and gets it acknowledged. */
    const run = async (id: string, over: Partial<PlanRequest> = {}) => {
      const plan = await state.freeze(id, request(over));
      const now = over.now ?? DAY_1;
      const batches = plan.batches.map((batch) => batch.number);
      await state.markInFlight(batches, now);
      for (const batch of batches) await state.begin(batch);
      await state.fold(
        batches.map((batch) => ({ batch, refusedRows: [] })),
        { unverified: true, now },
      );
      return plan;
    };
    const valuesOf = async (batch: number) => (await state.rows(batch)).map(({ value }) => value);
    /** What the newest plan sends, batch by batch; within a batch the order is the store's own. */
    const sent = async () => {
      const plan = await state.frozen();
      const lines: string[] = [];
      for (const { number, operation, identifier } of plan!.batches) {
        const values = (await state.rows(number)).map(
          ({ value, payload }) =>
            `${operation} ${identifier} ${value}${payload === null ? "" : ` ${payload}`}`,
        );
        lines.push(...values.sort());
      }
      return lines;
    };

    it("counts the way from members to identifiers", async () => {
      const loaded = await want([
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
      const { problems } = await want([{ key: "1", EMAIL: "a" }, { key: "1", EMAIL: "b" }, { EMAIL: "c" }]);
      expect(problems.map((problem) => problem.code)).toEqual(["KEY_MISSING", "KEY_NOT_UNIQUE"]);
      expect((await state.measure(request())).adds).toBe(0);
    });

    it("numbers batches with removes before adds, each of one kind and within the platform's limit", async () => {
      await want([
        { key: "1", EMAIL: "a", PHONE: "p" },
        { key: "2", EMAIL: "b" },
        { key: "3", EMAIL: "c" },
      ]);
      await run("run-1");
      await want([
        { key: "4", EMAIL: "d" },
        { key: "5", EMAIL: "e" },
      ]);
      const plan = await state.freeze("run-2", request());
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
      await want([{ key: "1", EMAIL: "a" }]);
      const measured = await state.measure(request());
      expect(await state.frozen()).toBeNull();
      expect(await state.counts(SCOPE)).toEqual(NOTHING);
      expect((await state.freeze("run-1", request())).summary).toEqual(measured);
    });

    it("finds the frozen plan, its rows and its folded answers again after it was closed", async () => {
      await want([
        { key: "1", EMAIL: "a" },
        { key: "2", EMAIL: "b" },
        { key: "3", EMAIL: "c" },
      ]);
      const plan = await state.freeze("run-1", request());
      const rows = await state.rows(1);
      await state.markInFlight([1, 2], DAY_1);
      await state.fold([{ batch: 1, refusedRows: [] }], { unverified: true, now: DAY_1 });
      await reopen();
      const found = await state.frozen();
      expect(found).toEqual({
        ...plan,
        batches: plan.batches.map((batch) => ({ ...batch, folded: batch.number === 1 })),
      });
      expect(await state.rows(1)).toEqual(rows);
      expect(await state.settlement()).toEqual({ planned: 3, done: 2, refused: 0, due: 0, inFlight: 1 });
    });

    it("plans nothing when the wanted state is what is held", async () => {
      const members = [{ key: "1", EMAIL: "a", PHONE: "p" }];
      await want(members);
      await run("run-1");
      await want(members);
      expect((await state.freeze("run-2", request())).summary).toEqual({
        adds: 0,
        updates: 0,
        removes: 0,
        resends: 0,
        refreshes: 0,
        calls: 0,
        people: { enter: 0, leave: 0, stay: 1 },
      });
      expect(await state.digest(SCOPE)).toEqual({ EMAIL: digestOf(["a"]), PHONE: digestOf(["p"]) });
    });

    it("keeps an e-mail shared by two members when one leaves, and removes it with the last", async () => {
      await want([
        { key: "1", EMAIL: "shared" },
        { key: "2", EMAIL: "shared" },
      ]);
      await run("run-1");
      await want([{ key: "2", EMAIL: "shared" }]);
      const one = await run("run-2");
      expect(one.summary).toMatchObject({ adds: 0, removes: 0, people: { enter: 0, leave: 1, stay: 1 } });
      await want([]);
      const both = await run("run-3");
      expect(both.summary).toMatchObject({ removes: 1, people: { enter: 0, leave: 1, stay: 0 } });
    });

    it("sends again what remains of a person who lost an identifier, and of whoever shares it", async () => {
      await want([
        { key: "1", EMAIL: "old", PHONE: "family" },
        { key: "2", EMAIL: "other", PHONE: "family" },
      ]);
      await run("run-1");
      await want([
        { key: "1", EMAIL: "new", PHONE: "family" },
        { key: "2", EMAIL: "other", PHONE: "family" },
      ]);
      const plan = await state.freeze("run-2", request());
      expect(plan.summary).toMatchObject({
        adds: 2,
        removes: 1,
        resends: 1,
        people: { enter: 0, leave: 0, stay: 2 },
      });
      expect(await sent()).toEqual(["remove EMAIL old", "add EMAIL new", "add PHONE family"]);
    });

    it("sends again someone who was once known by an identifier that is now removed", async () => {
      await want([
        { key: "1", EMAIL: "one", PHONE: "family" },
        { key: "2", EMAIL: "two", PHONE: "family" },
      ]);
      await run("run-1");
      await want([
        { key: "1", EMAIL: "one", PHONE: "family" },
        { key: "2", EMAIL: "two" },
      ]);
      await run("run-2");
      await want([{ key: "2", EMAIL: "two" }]);
      await state.freeze("run-3", request());
      expect(await sent()).toEqual(["remove EMAIL one", "remove PHONE family", "add EMAIL two"]);
    });

    it("plans a resend again when the plan that owed it was dropped after its removal", async () => {
      await want([{ key: "1", EMAIL: "old", PHONE: "p" }]);
      await run("run-1");
      await want([{ key: "1", PHONE: "p" }]);
      await state.freeze("run-2", request());
      await state.markInFlight([1], DAY_1);
      await state.fold([{ batch: 1, refusedRows: [] }], { unverified: true, now: DAY_1 });
      await want([{ key: "1", PHONE: "p" }]);
      await state.freeze("run-3", request());
      expect(await sent()).toEqual(["add PHONE p"]);
    });

    it("removes an identifier whose add was never answered once its person has left", async () => {
      await want([{ key: "1", EMAIL: "a" }]);
      await state.freeze("run-1", request());
      await state.markInFlight([1], DAY_1);
      await want([]);
      await state.freeze("run-2", request());
      expect(await sent()).toEqual(["remove EMAIL a"]);
    });

    it("adds an identifier whose removal was never answered once its person is back", async () => {
      await want([{ key: "1", EMAIL: "a" }]);
      await run("run-1");
      await want([]);
      await state.freeze("run-2", request());
      await state.markInFlight([1], DAY_1);
      await want([{ key: "1", EMAIL: "a" }]);
      await state.freeze("run-3", request());
      expect(await sent()).toEqual(["add EMAIL a"]);
    });

    it("puts back adds that were marked but never begun, so that nobody who was never sent is removed", async () => {
      await want(["1", "2", "3", "4"].map((key) => ({ key, EMAIL: `e${key}` })));
      await state.freeze("run-1", request());
      const begun = await valuesOf(1);
      await state.markInFlight([1, 2], DAY_1);
      await state.begin(1);
      await reopen();
      await state.putBack();
      await state.putBack();
      expect(await state.counts(SCOPE)).toEqual({ ...NOTHING, in_flight: 2, due: 2 });
      await want([]);
      await state.freeze("run-2", request());
      expect(await sent()).toEqual(begun.map((value) => `remove EMAIL ${value}`).sort());
      expect(await state.counts(SCOPE)).toEqual({ ...NOTHING, in_flight: 2 });
    });

    it("puts back removals that were marked but never begun, and what was answered stays answered", async () => {
      await want(["1", "2", "3", "4"].map((key) => ({ key, EMAIL: `e${key}` })));
      await run("run-1");
      await want([]);
      await state.freeze("run-2", request());
      const [stays = "", goes = ""] = await valuesOf(2);
      await state.markInFlight([1, 2], DAY_1);
      await state.begin(1);
      await state.fold([{ batch: 1, refusedRows: [] }], { unverified: true, now: DAY_1 });
      await state.putBack();
      expect(await state.counts(SCOPE)).toEqual({ ...NOTHING, unverified: 2, removed: 2 });
      await want([{ key: stays.slice(1), EMAIL: stays }]);
      await state.freeze("run-3", request());
      expect(await sent()).toEqual([`remove EMAIL ${goes}`]);
    });

    it("puts back a resend as something the platform may have", async () => {
      await want([{ key: "1", EMAIL: "old", PHONE: "p" }]);
      await run("run-1");
      await want([{ key: "1", PHONE: "p" }]);
      await state.freeze("run-2", request());
      await state.markInFlight([1], DAY_1);
      await state.begin(1);
      await state.fold([{ batch: 1, refusedRows: [] }], { unverified: true, now: DAY_1 });
      await state.markInFlight([2], DAY_1);
      await state.putBack();
      expect(await state.counts(SCOPE)).toEqual({ ...NOTHING, due: 1, removed: 1 });
      await want([]);
      await state.freeze("run-3", request());
      expect(await sent()).toEqual(["remove PHONE p"]);
    });

    it("sends a plan it put back when it is taken up again", async () => {
      await want([{ key: "1", EMAIL: "a" }]);
      await state.freeze("run-1", request());
      await state.markInFlight([1], DAY_1);
      await state.putBack();
      await state.markInFlight([1], DAY_1);
      await state.begin(1);
      await state.putBack();
      expect(await state.counts(SCOPE)).toEqual({ ...NOTHING, in_flight: 1 });
      await state.fold([{ batch: 1, refusedRows: [] }], { unverified: true, now: DAY_1 });
      expect(await state.settlement()).toEqual({ planned: 1, done: 1, refused: 0, due: 0, inFlight: 0 });
    });

    it("takes people who may no longer be sent out of what is left of a plan, and nobody who shares with others", async () => {
      await want([
        ...["1", "2", "3", "4"].map((key) => ({ key, EMAIL: `e${key}` })),
        { key: "5", PHONE: "shared" },
        { key: "6", PHONE: "shared" },
      ]);
      await state.freeze("run-1", request({ batchRows: 3 }));
      const [left = ""] = await valuesOf(2);
      await state.markInFlight([1, 2, 3], DAY_1);
      await state.begin(1);
      await state.fold([{ batch: 1, refusedRows: [] }], { unverified: true, now: DAY_1 });
      await reopen();
      await state.putBack();
      await letGo(["1", "2", "3", "4", "6"].filter((key) => `e${key}` !== left));
      expect(await state.withhold()).toEqual([{ batch: 2, rows: 0 }]);
      expect(await state.withhold()).toEqual([]);
      expect((await state.frozen())!.batches.map(({ rows, folded }) => [rows, folded])).toEqual([
        [3, true],
        [0, true],
        [1, false],
      ]);
      expect(await valuesOf(3)).toEqual(["shared"]);
      expect(await state.counts(SCOPE)).toEqual({ ...NOTHING, unverified: 3, due: 1 });
    });

    it("numbers the rows of a batch anew when some of them are withheld", async () => {
      await want(["1", "2", "3"].map((key) => ({ key, EMAIL: `e${key}` })));
      await state.freeze("run-1", request({ batchRows: 3 }));
      await letGo(["2", "3"]);
      expect(await state.withhold()).toEqual([{ batch: 1, rows: 2 }]);
      const [taken = "", refused = ""] = await valuesOf(1);
      expect([taken, refused].sort()).toEqual(["e2", "e3"]);
      await state.markInFlight([1], DAY_1);
      await state.begin(1);
      await state.fold([{ batch: 1, refusedRows: [{ row: 1, reason: "BAD" }] }], {
        unverified: false,
        now: DAY_1,
      });
      expect(await state.settlement()).toEqual({ planned: 2, done: 1, refused: 1, due: 0, inFlight: 0 });
      expect(await state.digest(SCOPE)).toEqual({ EMAIL: digestOf([taken]) });
    });

    it("refuses to withhold before it knows who may be sent", async () => {
      await want([{ key: "1", EMAIL: "a" }]);
      await state.freeze("run-1", request());
      await expect(state.withhold()).rejects.toMatchObject({ code: "ELIGIBLE_NOT_LOADED" });
    });

    it("forgets what was planned, never sent and is no longer wanted", async () => {
      await want([{ key: "1", EMAIL: "a" }]);
      await state.freeze("run-1", request());
      expect(await state.counts(SCOPE)).toEqual({ ...NOTHING, due: 1 });
      await want([]);
      const plan = await state.freeze("run-2", request());
      expect(plan.batches).toEqual([]);
      expect(await state.counts(SCOPE)).toEqual(NOTHING);
    });

    it("takes an answer once, however often it is folded", async () => {
      await want([
        { key: "1", EMAIL: "a" },
        { key: "2", EMAIL: "b" },
      ]);
      await state.freeze("run-1", request());
      await state.markInFlight([1], DAY_1);
      const answers = [{ batch: 1, refusedRows: [{ row: 1, reason: "BAD" }] }];
      const options = { unverified: false, now: DAY_1 };
      expect(await state.fold(answers, options)).toEqual({ folded: 1 });
      expect(await state.fold(answers, options)).toEqual({ folded: 0 });
      expect(await state.counts(SCOPE)).toEqual({ ...NOTHING, held: 1, refused: 1 });
      expect(await state.settlement()).toEqual({ planned: 2, done: 1, refused: 1, due: 0, inFlight: 0 });
    });

    it("tries a refused identifier again after a growing wait", async () => {
      const members = [{ key: "1", EMAIL: "bad" }];
      const tryAt = async (id: string, days: number) => {
        await want(members);
        const plan = await state.freeze(id, request({ now: later(days) }));
        const answers = plan.batches.map(({ number }) => ({
          batch: number,
          refusedRows: [{ row: 0, reason: "BAD" }],
        }));
        await state.markInFlight([1], later(days));
        await state.fold(answers, { unverified: false, now: later(days) });
        return plan.summary;
      };
      expect(await tryAt("run-1", 0)).toMatchObject({ adds: 1, people: { enter: 1 } });
      expect(await tryAt("run-2", 0.9)).toMatchObject({ adds: 0, people: { enter: 0, leave: 0, stay: 0 } });
      expect(await tryAt("run-3", 1.1)).toMatchObject({ adds: 1 });
      expect(await tryAt("run-4", 2.9)).toMatchObject({ adds: 0 });
      expect(await tryAt("run-5", 3.2)).toMatchObject({ adds: 1 });
    });

    it("still owes a removal the platform refused", async () => {
      await want([{ key: "1", EMAIL: "a" }]);
      await run("run-1");
      await want([]);
      await state.freeze("run-2", request());
      await state.markInFlight([1], DAY_1);
      await state.fold([{ batch: 1, refusedRows: [{ row: 0, reason: "BAD" }] }], {
        unverified: false,
        now: DAY_1,
      });
      expect(await state.settlement()).toEqual({ planned: 1, done: 0, refused: 0, due: 1, inFlight: 0 });
      await want([]);
      await state.freeze("run-3", request());
      expect(await sent()).toEqual(["remove EMAIL a"]);
    });

    it("removes in the privacy lane only what nobody who may be sent holds", async () => {
      await want([
        { key: "1", EMAIL: "a" },
        { key: "2", EMAIL: "shared" },
        { key: "3", EMAIL: "shared" },
        { key: "4", EMAIL: "b" },
      ]);
      await run("run-1");
      await letGo(["1", "3", "99"]);
      const plan = await run("run-2", { lane: "privacy" });
      expect(plan.summary).toMatchObject({ adds: 0, removes: 1, people: { enter: 0, leave: 2, stay: 2 } });
      expect(await sent()).toEqual(["remove EMAIL b"]);
      await letGo(["1", "3", "99"]);
      expect(await state.measure(request({ lane: "privacy" }))).toMatchObject({
        removes: 0,
        people: { enter: 0, leave: 0, stay: 2 },
      });
    });

    it("removes what only someone who withdrew still holds, whoever held it before", async () => {
      await want([
        { key: "1", EMAIL: "passed-on" },
        { key: "2", EMAIL: "passed-on" },
      ]);
      await run("run-1");
      await want([
        { key: "1", EMAIL: "new" },
        { key: "2", EMAIL: "passed-on" },
      ]);
      await run("run-2");
      await reopen();
      await letGo(["1"]);
      await run("run-3", { lane: "privacy" });
      expect(await sent()).toEqual(["remove EMAIL passed-on"]);
    });

    it("removes in the privacy lane whom an unanswered add may have put there", async () => {
      await want([{ key: "1", EMAIL: "a" }]);
      await state.freeze("run-1", request());
      await state.markInFlight([1], DAY_1);
      await state.begin(1);
      await reopen();
      await letGo([]);
      await run("run-2", { lane: "privacy" });
      expect(await sent()).toEqual(["remove EMAIL a"]);
    });

    it("sends nothing when two people swap their addresses, and knows afterwards whose is whose", async () => {
      await want([
        { key: "1", EMAIL: "a" },
        { key: "2", EMAIL: "b" },
      ]);
      await run("run-1");
      await want([
        { key: "1", EMAIL: "b" },
        { key: "2", EMAIL: "a" },
      ]);
      expect((await run("run-2")).batches).toEqual([]);
      await want([{ key: "1", EMAIL: "b" }]);
      await run("run-3");
      expect(await sent()).toEqual(["remove EMAIL a", "add EMAIL b"]);
    });

    it("keeps who left while it only adds, and removes them once it mirrors again", async () => {
      await want([
        { key: "1", EMAIL: "a" },
        { key: "2", EMAIL: "b" },
      ]);
      await run("run-1");
      await want([{ key: "1", EMAIL: "a" }]);
      await letGo(["1", "2"]);
      expect((await run("run-2", { mode: "add_only" })).batches).toEqual([]);
      await want([{ key: "1", EMAIL: "a" }]);
      await run("run-3");
      expect(await sent()).toEqual(["remove EMAIL b"]);
    });

    it("owes what remains after a privacy removal to the next full plan", async () => {
      await want([
        { key: "1", EMAIL: "a", PHONE: "family" },
        { key: "2", PHONE: "family" },
      ]);
      await run("run-1");
      // A privacy run reads nobody who is wanted: all it knows is the ledger.
      await reopen();
      await letGo(["2"]);
      await run("run-2", { lane: "privacy" });
      expect(await sent()).toEqual(["remove EMAIL a"]);
      expect(await state.counts(SCOPE)).toEqual({ ...NOTHING, due: 1, removed: 1 });
      await want([{ key: "2", PHONE: "family" }]);
      await state.freeze("run-3", request());
      expect(await sent()).toEqual(["add PHONE family"]);
    });

    it("refuses to plan removals of the privacy lane before it knows who may be sent", async () => {
      await expect(state.freeze("run-1", request({ lane: "privacy" }))).rejects.toMatchObject({
        code: "ELIGIBLE_NOT_LOADED",
      });
    });

    it("never removes from an add-only object but what is owed to someone", async () => {
      await want([
        { key: "1", EMAIL: "a" },
        { key: "2", EMAIL: "b" },
      ]);
      await letGo(["1", "2", "3"]);
      await run("run-1", { mode: "add_only" });
      await want([{ key: "3", EMAIL: "c" }]);
      await letGo(["1", "3"]);
      const plan = await run("run-2", { mode: "add_only" });
      expect(plan.summary.people).toEqual({ enter: 1, leave: 1, stay: 1 });
      expect(await sent()).toEqual(["remove EMAIL b", "add EMAIL c"]);
    });

    it("keeps the ledgers of two objects apart", async () => {
      await want([{ key: "1", EMAIL: "a" }]);
      await run("run-1");
      const other = { ...SCOPE, endpoint: "https://platform.example" };
      await want([{ key: "1", EMAIL: "a" }]);
      expect((await state.measure({ ...request(), scope: other })).adds).toBe(1);
      expect(await state.counts(other)).toEqual(NOTHING);
    });

    it("forgets a removed identifier when its history ends", async () => {
      await want([{ key: "1", EMAIL: "a" }]);
      await run("run-1");
      await want([]);
      await run("run-2");
      await state.freeze("run-3", request({ now: later(89) }));
      expect(await state.counts(SCOPE)).toEqual({ ...NOTHING, removed: 1 });
      await state.freeze("run-4", request({ now: later(91) }));
      expect(await state.counts(SCOPE)).toEqual(NOTHING);
    });

    it("removes later whom a lost add may have brought, although nothing more of theirs is sent", async () => {
      await want([
        { key: "1", EMAIL: "a" },
        { key: "2", EMAIL: "b" },
      ]);
      await state.freeze("run-1", request());
      await state.markInFlight([1], DAY_1);
      await state.begin(1);
      await letGo(["2"]);
      expect(await state.withhold()).toEqual([{ batch: 1, rows: 1 }]);
      expect(await state.counts(SCOPE)).toEqual({ ...NOTHING, in_flight: 2 });
      await state.fold([{ batch: 1, refusedRows: [] }], { unverified: true, now: DAY_1 });
      await run("run-2", { lane: "privacy" });
      expect(await sent()).toEqual(["remove EMAIL a"]);
    });

    it("leaves a batch the platform has taken in as it is", async () => {
      await want([{ key: "1", EMAIL: "a" }]);
      await state.freeze("run-1", request());
      await letGo([]);
      expect(await state.withhold([1])).toEqual([]);
      expect(await valuesOf(1)).toEqual(["a"]);
    });

    it("updates what is held and has changed beside its identifier, and nothing else", async () => {
      await wantWith([
        { key: "1", EMAIL: "a", payload: '{"plan":"free"}' },
        { key: "2", EMAIL: "b", payload: '{"plan":"free"}' },
      ]);
      await run("run-1");
      expect(await sent()).toEqual(['add EMAIL a {"plan":"free"}', 'add EMAIL b {"plan":"free"}']);
      await wantWith([
        { key: "1", EMAIL: "a", payload: '{"plan":"paid"}' },
        { key: "2", EMAIL: "b", payload: '{"plan":"free"}' },
        { key: "3", EMAIL: "c", payload: '{"plan":"free"}' },
      ]);
      const plan = await run("run-2");
      expect(plan.summary).toEqual({
        adds: 1,
        updates: 1,
        removes: 0,
        resends: 0,
        refreshes: 0,
        calls: 2,
        people: { enter: 1, leave: 0, stay: 2 },
      });
      expect(await sent()).toEqual(['add EMAIL c {"plan":"free"}', 'update EMAIL a {"plan":"paid"}']);
      expect((await state.measure(request())).calls).toBe(0);
    });

    it("updates everyone when the mapping changes what travels, and says so before", async () => {
      await want([{ key: "1", EMAIL: "a" }]);
      await run("run-1");
      await wantWith([{ key: "1", EMAIL: "a", payload: '{"plan":"free"}' }]);
      expect(await state.measure(request())).toMatchObject({ adds: 0, updates: 1 });
      await run("run-2");
      await want([{ key: "1", EMAIL: "a" }]);
      expect(await state.measure(request())).toMatchObject({ adds: 0, updates: 1 });
    });

    it("sends again what is in doubt with its newest payload", async () => {
      await wantWith([{ key: "1", EMAIL: "a", payload: "1" }]);
      await run("run-1");
      await wantWith([{ key: "1", EMAIL: "a", payload: "2" }]);
      await state.freeze("run-2", request());
      await state.markInFlight([1], DAY_1);
      await wantWith([{ key: "1", EMAIL: "a", payload: "3" }]);
      await run("run-3");
      expect(await sent()).toEqual(["add EMAIL a 3"]);
      await wantWith([{ key: "1", EMAIL: "a", payload: "3" }]);
      expect((await state.measure(request())).calls).toBe(0);
    });

    it("sends the smallest payload of those who share an identifier", async () => {
      await wantWith([
        { key: "1", EMAIL: "shared", payload: "GRANTED" },
        { key: "2", EMAIL: "shared", payload: "DENIED" },
        { key: "3", EMAIL: "Zoe", payload: "b" },
        { key: "4", EMAIL: "Zoe", payload: "B" },
      ]);
      await run("run-1");
      expect(await sent()).toEqual(["add EMAIL Zoe B", "add EMAIL shared DENIED"]);
    });

    it("updates no record it may only insert", async () => {
      await wantWith([{ key: "1", EMAIL: "a", payload: "1" }]);
      await run("run-1", { mode: "insert_only" });
      await wantWith([
        { key: "2", EMAIL: "b", payload: "2" },
        { key: "1", EMAIL: "a", payload: "2" },
      ]);
      await run("run-2", { mode: "insert_only" });
      expect(await sent()).toEqual(["add EMAIL b 2"]);
    });

    it("removes no record for want of consent, whatever the lane", async () => {
      await want([{ key: "1", EMAIL: "a" }]);
      await run("run-1", { mode: "upsert" });
      await want([]);
      await letGo([]);
      expect((await run("run-2", { mode: "upsert" })).batches).toEqual([]);
      expect((await run("run-3", { mode: "upsert", lane: "privacy" })).batches).toEqual([]);
    });

    it("sends everything held again when asked to, and removes as always", async () => {
      await want(["1", "2", "3"].map((key) => ({ key, EMAIL: `e${key}` })));
      await run("run-1");
      await want(["2", "3", "4"].map((key) => ({ key, EMAIL: `e${key}` })));
      const plan = await run("run-2", { resync: true });
      expect(plan.summary).toMatchObject({
        adds: 3,
        removes: 1,
        refreshes: 2,
        people: { enter: 1, leave: 1, stay: 2 },
      });
      expect(await sent()).toEqual(["remove EMAIL e1", "add EMAIL e2", "add EMAIL e3", "add EMAIL e4"]);
      expect(await state.counts(SCOPE)).toEqual({ ...NOTHING, unverified: 3, removed: 1 });
    });

    it("refreshes members before they expire, spread over time and each once", async () => {
      const members = Array.from({ length: 200 }, (_, at) => ({ key: `${at}`, EMAIL: `e${at}` }));
      await want(members);
      await run("run-0", { batchRows: 500 });
      const refreshed: number[] = [];
      for (let day = 5; day <= 100; day += 5) {
        await want(members);
        const { summary } = await run(`run-${day}`, {
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
      await want(members);
      const one = await run("run-1", { mode: "upsert", only: { rows: 1, keys: ["3"] } });
      expect(one.summary).toMatchObject({ adds: 1, people: { enter: 1, leave: 0, stay: 0 } });
      expect(await sent()).toEqual(["add EMAIL e3"]);
      await want(members);
      expect((await run("run-2", { mode: "upsert", only: { rows: 2 } })).summary).toMatchObject({ adds: 2 });
      await want(members);
      const rest = await run("run-3", { mode: "upsert" });
      expect(rest.summary).toMatchObject({ adds: 2, people: { enter: 2, leave: 0, stay: 3 } });
      expect(await state.counts(SCOPE)).toEqual({ ...NOTHING, unverified: 5 });
    });

    it("parks what the platform refuses with its reason, and tries what was mended at once", async () => {
      const members = (payload: string) => ["1", "2", "3"].map((key) => ({ key, EMAIL: `e${key}`, payload }));
      await wantWith(members("1"));
      await state.freeze("run-1", request({ batchRows: 5 }));
      await state.markInFlight([1], DAY_1);
      const refusedRows = [
        { row: 0, reason: "BAD_EMAIL", permanent: true },
        { row: 1, reason: "LOCKED" },
      ];
      await state.fold([{ batch: 1, refusedRows }], { unverified: false, now: DAY_1 });
      expect(await state.parked(SCOPE)).toEqual([
        { reason: "BAD_EMAIL", rows: 1, retryAt: later(30) },
        { reason: "LOCKED", rows: 1, retryAt: later(1) },
      ]);
      await wantWith(members("1"));
      expect((await state.measure(request({ now: later(2) }))).adds).toBe(1);
      expect((await state.measure(request({ now: later(31) }))).adds).toBe(2);
      await wantWith(members("2"));
      expect(await state.measure(request())).toMatchObject({ adds: 2, updates: 1 });
      await run("run-2");
      expect(await state.parked(SCOPE)).toEqual([]);
    });

    it("still removes what was held when its update was refused", async () => {
      await wantWith([{ key: "1", EMAIL: "a", payload: "1" }]);
      await run("run-1");
      await wantWith([{ key: "1", EMAIL: "a", payload: "2" }]);
      await state.freeze("run-2", request());
      await state.markInFlight([1], DAY_1);
      await state.fold([{ batch: 1, refusedRows: [{ row: 0, reason: "BAD" }] }], {
        unverified: false,
        now: DAY_1,
      });
      expect(await state.settlement()).toEqual({ planned: 1, done: 0, refused: 1, due: 0, inFlight: 0 });
      await wantWith([{ key: "1", EMAIL: "a", payload: "2" }]);
      expect((await state.measure(request())).people).toEqual({ enter: 0, leave: 0, stay: 1 });
      await want([]);
      await run("run-3");
      expect(await sent()).toEqual(["remove EMAIL a"]);
    });

    it("undoes a past plan: what it brought goes, what it took away comes back", async () => {
      await wantWith([
        { key: "1", EMAIL: "a", payload: "x" },
        { key: "2", EMAIL: "b", payload: "x" },
        { key: "3", EMAIL: "c", payload: "x" },
      ]);
      await run("run-1");
      await wantWith([
        { key: "3", EMAIL: "c", payload: "x" },
        { key: "4", EMAIL: "d", payload: "x" },
      ]);
      await run("run-2");
      await reopen();
      // Someone it took away has withdrawn since.
      await letGo(["2", "3", "4"]);
      const undo = await run("run-3", { undo: "run-2" });
      expect(undo.summary).toEqual({
        adds: 1,
        updates: 0,
        removes: 1,
        resends: 0,
        refreshes: 0,
        calls: 2,
        people: { enter: 1, leave: 1, stay: 1 },
      });
      expect(await sent()).toEqual(["remove EMAIL d", "add EMAIL b x"]);
      expect(await state.digest(SCOPE)).toEqual({ EMAIL: digestOf(["b", "c"]) });
    });

    it("undoes nothing twice, and only in the object it was planned for", async () => {
      await want([{ key: "1", EMAIL: "a" }]);
      await run("run-1");
      await letGo(["1"]);
      await run("run-2", { undo: "run-1" });
      expect((await run("run-3", { undo: "run-1" })).batches).toEqual([]);
      const missing = { code: "PLAN_NOT_KEPT" };
      await expect(state.freeze("run-4", request({ undo: "run-9" }))).rejects.toMatchObject(missing);
      const elsewhere = { ...request({ undo: "run-1" }), scope: { ...SCOPE, object: "10" } };
      await expect(state.freeze("run-4", elsewhere)).rejects.toMatchObject(missing);
    });

    it("gives an identifier that comes back by an undo to who held it last, not to who held it once", async () => {
      await want([
        { key: "1", EMAIL: "passed-on" },
        { key: "2", EMAIL: "own" },
      ]);
      await run("run-1");
      await want([
        { key: "1", EMAIL: "new" },
        { key: "2", EMAIL: "passed-on" },
      ]);
      await run("run-2");
      await want([{ key: "1", EMAIL: "new" }]);
      await run("run-3");
      await letGo(["1"]);
      expect((await run("run-4", { undo: "run-3" })).batches).toEqual([]);
    });

    it("keeps past plans with their rows until their time is over", async () => {
      await wantWith([{ key: "1", EMAIL: "a", payload: "x" }]);
      const first = await run("run-1");
      await want([]);
      await run("run-2", { now: later(1) });
      await reopen();
      expect(await state.plan("run-1")).toEqual({
        ...first,
        batches: first.batches.map((batch) => ({ ...batch, folded: true })),
      });
      expect(first.frozenAt).toBe(DAY_1);
      expect(await state.rows(1, "run-1")).toEqual([{ value: "a", payload: "x" }]);
      expect(await state.rows(1)).toEqual([{ value: "a", payload: null }]);
      await want([]);
      await run("run-3", { now: later(14.5) });
      expect(await state.plan("run-1")).toBeNull();
      expect(await state.rows(1, "run-1")).toEqual([]);
      expect((await state.plan("run-2"))?.run).toBe("run-2");
    });

    it("lets nobody else in while it is open, and starts from nothing once erased", async () => {
      await want([{ key: "1", EMAIL: "a" }]);
      await run("run-1");
      await expect(store.open("sync-1")).rejects.toMatchObject({ code: "STATE_BUSY", remedy: "retry" });
      await state.close();
      await store.erase("sync-1");
      state = await store.open("sync-1");
      expect(await state.counts(SCOPE)).toEqual(NOTHING);
    });
  });
}
