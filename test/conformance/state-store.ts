import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SyncMode } from "@/lib/core/membership/types";
import type { Lane, LedgerScope, StateStore, SyncState } from "@/lib/core/ports/state-store";
import { digestOf, type WantedMember, writeKeys, writeWanted } from "../factories/wanted";

export const SCOPE: LedgerScope = { endpoint: "http://platform.test", account: "1", object: "9", epoch: 1 };
export const KINDS = ["EMAIL", "PHONE"];
const DAY_1 = "2026-11-20T08:00:00.000Z";
const later = (days: number) => new Date(Date.parse(DAY_1) + days * 86_400_000).toISOString();

const NOTHING = { due: 0, in_flight: 0, held: 0, unverified: 0, refused: 0, removed: 0 };

/** What every state store must do; `create` gives a store that keeps its state in a folder. */
export function stateStoreContract(name: string, create: (folder: string) => StateStore): void {
  describe(`state store: ${name}`, () => {
    let folder: string;
    let store: StateStore;
    let state: SyncState;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), "coterie-state-"));
      store = create(join(folder, "state"));
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
    const letGo = async (keys: readonly string[]) =>
      state.loadEligible({ file: await writeKeys(join(folder, "eligible.parquet"), keys) });
    const request = (over: { lane?: Lane; mode?: SyncMode; batchRows?: number; now?: string } = {}) => ({
      scope: SCOPE,
      lane: "full" as Lane,
      mode: "mirror" as SyncMode,
      batchRows: 2,
      now: DAY_1,
      ...over,
    });
    const reopen = async () => {
      await state.close();
      state = await store.open("sync-1");
    };
    /** Plans, sends everything and gets it acknowledged. */
    const run = async (id: string, over: Parameters<typeof request>[0] = {}) => {
      const plan = await state.freeze(id, request(over));
      const batches = plan.batches.map((batch) => batch.number);
      await state.markInFlight(batches, DAY_1);
      for (const batch of batches) await state.begin(batch);
      await state.fold(
        batches.map((batch) => ({ batch, refusedRows: [] })),
        { unverified: true, now: DAY_1 },
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
