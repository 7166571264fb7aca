import { inspect } from "node:util";
import { beforeEach, describe, expect, it } from "vitest";
import type {
  DestinationClient,
  DestinationDefinition,
  RecordBatch,
  RecordCapability,
  RecordClient,
  RecordMode,
  RecordRow,
} from "@/lib/core/ports/destination";
import { type Account, PASSING_FAULTS, remedies, simulated } from "./simulated";

/** Where a test may write: an object, what its records are found by, two fields of text. */
export type RecordAccount = { object: string; key: string; fields: readonly [string, string] };

type Stored = Record<string, unknown>;

/** What every destination that takes records does, spoken over a real socket to its own simulator. */
export function recordDestinationContract(
  definition: DestinationDefinition,
  capability: RecordCapability,
  account: Account & RecordAccount,
): void {
  const { object, key, fields } = account;
  const [first, second] = fields;
  const { connect, plan, state, refusal, errors, strangers, counted } = simulated(definition, account);
  let opened: DestinationClient;
  let client: RecordClient;
  let sent = 0;

  beforeEach(() => {
    opened = connect();
    client = opened.record!;
  });

  /** Another piece of a run each time, unless the test says which. */
  function batch(rows: readonly RecordRow[], more: Partial<RecordBatch> = {}): RecordBatch {
    sent += 1;
    const mode = capability.modes[0]!;
    return {
      operation: "upsert",
      object,
      key,
      mode,
      removal: null,
      rules: {},
      idempotencyKey: `run-1-${sent}`,
      rows,
      ...more,
    };
  }
  const row = (id: string, values: RecordRow["fields"] = { [first]: `first of ${id}` }): RecordRow => ({
    key: id,
    fields: values,
  });
  const send = (rows: readonly RecordRow[], more: Partial<RecordBatch> = {}) =>
    client.send(batch(rows, more));
  const remove = (ids: readonly string[], more: Partial<RecordBatch> = {}) =>
    send(
      ids.map((id) => row(id, { [first]: null, [second]: null })),
      { operation: "remove", mode: "mirror", removal: capability.removals[0]!, ...more },
    );

  /** By key: the fields the tests write. */
  async function held(): Promise<Stored> {
    const { records } = (await state("records=1")) as { records: Record<string, Stored[]> };
    const entries = (records[object] ?? []).map((record) => [
      record[key],
      Object.fromEntries(fields.flatMap((field) => (field in record ? [[field, record[field]]] : []))),
    ]);
    return Object.fromEntries(entries);
  }

  /** What a platform does not declare is no test of it. */
  const whereThereIs = (mode: RecordMode) => (title: string, test: () => Promise<void>) => {
    if (capability.modes.includes(mode)) it(title, test);
  };

  describe("its records", () => {
    it("cost the account no call that did not wait for its turn", async () => {
      const rows = [row("1"), row("2")];
      const removal = { operation: "remove", mode: "mirror", removal: capability.removals[0]! } as const;
      for (const more of [{}, {}, removal]) {
        const { calls, turns } = await counted((turn) => connect().record!.send(batch(rows, more), { turn }));
        expect(calls).toBe(turns + 1);
      }
    });

    it("are of objects it lists and reads, with keys that are among their fields", async () => {
      const objects = await client.listObjects();
      const found = objects.find(({ id }) => id === object)!;
      expect(await client.getObject(object)).toEqual(found);
      const names = found.fields.map(({ id }) => id);
      const named = [key, ...fields, ...found.keys].filter((name) => !names.includes(name));
      expect(found.freeFields ? [] : named).toEqual([]);
      expect(remedies(await refusal(client.getObject("no-such-object")))).toEqual({
        code: "OBJECT_GONE",
        remedy: "ask_admin",
      });
    });

    it("are made and changed field by field", async () => {
      await send([row("1", { [first]: "a", [second]: "b" }), row("2", { [first]: "c" })]);
      const answer = await send([row("1", { [first]: "d" }), row("2", { [first]: null, [second]: "e" })]);
      expect(answer).toMatchObject({ received: 2, refused: 0 });
      expect(await held()).toEqual({ 1: { [first]: "d", [second]: "b" }, 2: { [second]: "e" } });
    });

    it("are the same after a batch is repeated", async () => {
      const repeated = batch([row("1"), row("2")]);
      for (let time = 0; time < 3; time += 1) {
        expect(await client.send(repeated)).toMatchObject({ received: 2, refused: 0 });
      }
      expect(Object.keys(await held())).toEqual(["1", "2"]);
    });

    it("come in batches as large as the limit, and no larger", async () => {
      const rows = Array.from({ length: capability.batchRows + 1 }, (_, n) => row(`many ${n}`));
      expect(remedies(await refusal(send(rows)))).toEqual({ code: "BATCH_REFUSED", remedy: "drop_row" });
      expect(await send(rows.slice(1))).toMatchObject({ received: capability.batchRows, refused: 0 });
      expect(Object.keys(await held()).length).toBe(capability.batchRows);
    });

    it("that are refused are named by their place, and the others arrive", async () => {
      await plan({ kind: "invalid_entries", count: 2 });
      const { received, refused, refusedRows } = await send([row("1"), row("2"), row("3")]);
      expect([received, refused, refusedRows!.map((one) => one.row)]).toEqual([3, 2, [0, 1]]);
      expect(refusedRows!.every(({ reason }) => /^[A-Z][A-Z0-9_]+$/.test(reason))).toBe(true);
      expect(Object.keys(await held())).toEqual(["3"]);
    });

    it.each(capability.removals)("leave by %s, and who is not there has left already", async (removal) => {
      await send([row("1", { [first]: "a", [second]: "b" }), row("2")]);
      for (let time = 0; time < 2; time += 1) {
        expect(await remove(["1", "never there"], { removal })).toMatchObject({
          received: 2,
          refused: 0,
        });
      }
      expect((await held())["2"]).toEqual({ [first]: "first of 2" });
      expect((await held())["1"]).toEqual(removal === "clear_fields" ? {} : undefined);
    });

    whereThereIs("update_only")("are only updated where that is the mode", async () => {
      await send([row("1")]);
      const { refusedRows } = await send([row("1", { [first]: "new" }), row("2")], { mode: "update_only" });
      expect(refusedRows!.map((one) => one.row)).toEqual([1]);
      expect(await held()).toEqual({ 1: { [first]: "new" } });
    });

    whereThereIs("insert_only")("are only made where that is the mode", async () => {
      await send([row("1")]);
      const rows = [row("1", { [first]: "new" }), row("2")];
      for (let time = 0; time < 2; time += 1) {
        expect(await send(rows, { mode: "insert_only" })).toMatchObject({ received: 2, refused: 0 });
      }
      expect(await held()).toEqual({ 1: { [first]: "first of 1" }, 2: { [first]: "first of 2" } });
    });

    it("are filled only where they are empty, if the rule says so and can be kept", async () => {
      await send([row("1", { [first]: "a" })]);
      const rules = { [first]: "fill_if_empty", [second]: "fill_if_empty" } as const;
      const filling = send([row("1", { [first]: "new", [second]: "new" })], { rules });
      if (capability.rules?.includes("fill_if_empty") ?? true) {
        await filling;
        expect(await held()).toEqual({ 1: { [first]: "a", [second]: "new" } });
      } else {
        expect((await refusal(filling)).remedy).toBe("fix_input");
      }
    });
  });

  describe("its failures with records", () => {
    const calls = (): [string, () => Promise<unknown>][] => [
      ["test", () => opened.test()],
      ["write", () => send([row("1")])],
      ["remove", () => remove(["1"])],
    ];

    it.each(PASSING_FAULTS)("by %s are tried again, whatever was asked", async (_, fault) => {
      for (const [name, call] of calls()) {
        await plan(fault);
        expect([name, (await refusal(call())).remedy]).toEqual([name, "retry"]);
        await call();
      }
    });

    it("after the platform had applied the batch lose nothing and double nothing", async () => {
      const lost = batch([row("1"), row("2")]);
      for (const kind of ["drop_before", "drop_after"]) {
        await plan({ kind });
        expect((await refusal(client.send(lost))).remedy).toBe("retry");
      }
      expect(Object.keys(await held())).toEqual(["1", "2"]);
      await client.send(lost);
      await plan({ kind: "drop_after" });
      expect((await refusal(remove(["2"]))).remedy).toBe("retry");
      await remove(["2"]);
      expect((await held())["1"]).toEqual({ [first]: "first of 1" });
    });

    it("by throttling say when to go on", async () => {
      await plan({ kind: "throttle", minutes: 7 });
      const before = Date.now();
      const error = await refusal(send([row("1")]));
      expect(remedies(error)).toEqual({ code: "THROTTLED", remedy: "wait_until" });
      const minutes = (error.retryAt! - before) / 60_000;
      expect([minutes >= 7, minutes < 7.5]).toEqual([true, true]);
    });

    it("by a credential that is none ask for another", async () => {
      const stranger = connect(strangers());
      expect((await refusal(stranger.test())).remedy).toBe("reconnect");
      expect((await refusal(stranger.record!.send(batch([row("1")])))).remedy).toBe("reconnect");
    });

    it("by what is in the batch ask to split it", async () => {
      await plan({ kind: "invalid_parameter" });
      expect((await refusal(send([row("1")]))).remedy).toBe("drop_row");
    });

    it("end when the caller gives up", async () => {
      await plan({ kind: "hang_after" });
      const started = Date.now();
      const error = await refusal(client.send(batch([row("1")]), { signal: AbortSignal.timeout(150) }));
      expect(remedies(error)).toEqual({ code: "CANCELLED", remedy: "retry" });
      expect(Date.now() - started).toBeLessThan(3000);
    });

    it("carry no credential and nothing of a row, wherever one looks", async () => {
      await plan({ kind: "invalid_parameter" });
      await refusal(send([row("planted-key", { [first]: "planted-value" })]));
      const text =
        inspect(errors, { depth: 20, showHidden: true, maxStringLength: null }) + JSON.stringify(errors);
      const secrets = [...Object.values(account.secrets), ...Object.values(strangers())];
      expect(errors.length).toBeGreaterThan(10);
      expect([...secrets, "planted-", "first of"].filter((secret) => text.includes(secret))).toEqual([]);
    });
  });
}
