import { inspect } from "node:util";
import { beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "@/lib/core/identity/sha256";
import type {
  BatchAnswer,
  DestinationClient,
  DestinationDefinition,
  DestinationObject,
  IdentifierKind,
  SetBatch,
  SetCapability,
  SetClient,
} from "@/lib/core/ports/destination";
import { type Account, PASSING_FAULTS, remedies, simulated } from "./simulated";

type AudienceState = {
  id: string;
  people: number;
  identifiers: { total: number; byKind: Record<string, number>; shared: number };
  list: string[];
};

/** What every destination that takes sets does, spoken over a real socket to its own simulator. */
export function setDestinationContract(
  definition: DestinationDefinition,
  capability: SetCapability,
  account: Account,
): void {
  const kind = capability.identifiers[0]!;
  const { connect, tell, plan, state, refusal, errors, knowsFault, strangers, counted } = simulated(
    definition,
    account,
  );
  let client: SetClient;
  let opened: DestinationClient;
  let object: DestinationObject;

  beforeEach(async () => {
    opened = connect();
    client = opened.set!;
    object = await client.createObject({ name: "Loyal customers", description: "Bought twice" });
  });

  async function held(): Promise<AudienceState> {
    const { audiences } = (await state("identifiers=1")) as { audiences: AudienceState[] };
    return audiences.find(({ id }) => id === object.id)!;
  }

  /** A platform that names rows names whom it does not know: these people it knows. */
  async function introduce(names: readonly string[], identifier = kind): Promise<void> {
    if (capability.answers !== "rows") return;
    const people = names.map((name) => [`${identifier.id}:${value(capability, identifier, name)}`]);
    if (people.length > 0) await tell("people", { people });
  }

  async function send(operation: "add" | "remove", names: string[], sequence = 1) {
    await introduce(names);
    return settled(
      await client.send(batch(capability, kind, { operation, object: object.id, names, sequence })),
    );
  }

  /** What became of a batch, asked by its ticket where the platform tells later. */
  async function settled(answer: BatchAnswer): Promise<BatchAnswer> {
    if (capability.answers !== "later") return answer;
    const outcome = await client.settle!(answer.ticket!);
    return outcome === "pending" ? expect.fail("it is not settled") : outcome;
  }

  describe("its account", () => {
    it("tells its name when it is tested", async () => {
      const { account: id, name } = await opened.test();
      expect([id.length > 0, name.length > 0]).toEqual([true, true]);
    });

    it("lists and reads the objects it made, beyond the first page", async () => {
      for (let n = 0; n < 205; n += 1) await client.createObject({ name: `Audience ${n}` });
      const objects = await client.listObjects();
      expect(new Set(objects.map(({ id }) => id)).size).toBe(206);
      expect(objects[0]).toEqual(object);
      expect(await client.getObject(object.id)).toEqual(object);
    });

    it("says when an object is gone", async () => {
      const error = await refusal(client.getObject("404"));
      expect(remedies(error)).toEqual({ code: "OBJECT_GONE", remedy: "ask_admin" });
      const other = batch(capability, kind, { operation: "add", object: "404", names: ["ann"], sequence: 1 });
      expect(remedies(await refusal(client.send(other)))).toEqual({
        code: "OBJECT_GONE",
        remedy: "ask_admin",
      });
    });

    it("asks for another credential when the platform refuses this one", async () => {
      expect((await refusal(connect(strangers()).test())).remedy).toBe("reconnect");
      for (const name of ["token_expired", "permission"]) {
        await plan({ kind: name });
        expect((await refusal(send("add", ["ann"]))).remedy).toBe("reconnect");
      }
    });
  });

  describe("its members", () => {
    it("are added and removed", async () => {
      expect(await send("add", ["ann", "bob", "cem"])).toMatchObject({ received: 3, refused: 0 });
      expect(await send("remove", ["bob"])).toMatchObject({ received: 1, refused: 0 });
      const { people, identifiers, list } = await held();
      expect({ people, identifiers, list }).toEqual({
        people: 2,
        identifiers: { total: 2, byKind: { [kind.id]: 2 }, shared: 0 },
        list: ["ann", "cem"].map((name) => `${kind.id} ${value(capability, kind, name)}`).sort(),
      });
    });

    it("are the same after a batch is repeated", async () => {
      for (let time = 0; time < 3; time += 1) await send("add", ["ann", "bob"]);
      for (let time = 0; time < 3; time += 1) await send("remove", ["bob", "never there"]);
      expect((await held()).identifiers.total).toBe(1);
    });

    it.each(capability.identifiers.map(({ id }) => id))("can be sent by %s", async (id) => {
      const identifier = capability.identifiers.find((one) => one.id === id)!;
      const given = { operation: "add" as const, object: object.id, names: ["ann", "bob"], sequence: 1 };
      const settings = account.settingsFor?.[id];
      if (settings) {
        client = connect(account.secrets, settings).set!;
        object = await client.createObject({ name: `By ${id}` });
      }
      await introduce(given.names, identifier);
      await client.send(batch(capability, identifier, { ...given, object: object.id }));
      expect((await held()).list).toEqual(
        ["ann", "bob"].map((name) => `${id} ${value(capability, identifier, name)}`).sort(),
      );
    });

    it("cost the account no call that did not wait for its turn", async () => {
      await introduce(["ann", "bob"]);
      const fresh = connect().set!;
      const given = { object: object.id, names: ["ann", "bob"], sequence: 1 };
      const work: ((turn: () => Promise<void>) => Promise<unknown>)[] = [
        (turn) => fresh.getObject(object.id, { turn }),
        ...(["add", "remove"] as const).map(
          (operation) => async (turn: () => Promise<void>) =>
            connect().set!.send(batch(capability, kind, { operation, ...given }), { turn }),
        ),
      ];
      if (capability.answers === "later") {
        const { ticket } = await fresh.send(batch(capability, kind, { operation: "add", ...given }));
        work.push((turn) => fresh.settle!(ticket!, { turn }));
      }
      for (const one of work) {
        const { calls, turns } = await counted(one);
        expect(calls).toBe(turns + 1);
      }
    });

    it("come in batches as large as the limit, and no larger", async () => {
      const names = Array.from({ length: capability.batchRows + 1 }, (_, n) => `person ${n}`);
      expect(remedies(await refusal(send("add", names)))).toEqual({
        code: "BATCH_REFUSED",
        remedy: "drop_row",
      });
      for (const operation of ["add", "remove"] as const) {
        expect(await send(operation, names.slice(1))).toMatchObject({
          received: names.length - 1,
          refused: 0,
        });
      }
    });

    it("are counted where the platform refuses some", async () => {
      await plan({ kind: "invalid_entries", count: 2 });
      expect(await send("add", ["ann", "bob", "cem"])).toMatchObject({ received: 3, refused: 2 });
      expect((await held()).identifiers.total).toBe(1);
    });

    it("leave with everything the platform knows of them", async () => {
      const [ann, other] = ["ann", "ann elsewhere"].map((name) => value(capability, kind, name));
      await tell("people", { people: [[ann, other]] });
      await send("add", ["ann", "ann elsewhere", "bob"]);
      expect((await held()).people).toBe(2);
      await send("remove", ["ann elsewhere"]);
      expect((await held()).list).toEqual([`${kind.id} ${value(capability, kind, "bob")}`]);
    });

    it("never leave raw where the platform wants them hashed", async () => {
      const hashed = capability.fields.find(({ form }) => form === "hashed");
      const raw = capability.identifiers.find(
        ({ fields }) => hashed && fields.length === 1 && fields[0] === hashed.id,
      );
      if (!raw) return;
      const given = batch(capability, raw, { operation: "add", object: object.id, names: [], sequence: 1 });
      const error = await refusal(
        client.send({ ...given, rows: [{ cells: ["planted@example.test"], attributes: [] }] }),
      );
      expect(remedies(error)).toEqual({ code: "RAW_VALUE_STOPPED", remedy: "report" });
      expect(inspect(error)).not.toContain("planted");
    });
  });

  describe("its failures", () => {
    const calls = (): [string, () => Promise<unknown>][] => [
      ["test", () => opened.test()],
      ["list", () => client.listObjects()],
      ["create", () => client.createObject({ name: "Another" })],
      ["read", () => client.getObject(object.id)],
      ["add", () => send("add", ["ann"])],
      ["remove", () => send("remove", ["ann"])],
    ];

    it.each(PASSING_FAULTS)("by %s are tried again, whatever was asked", async (_, fault) => {
      for (const [name, call] of calls()) {
        await plan(fault);
        expect([name, (await refusal(call())).remedy]).toEqual([name, "retry"]);
        await call();
      }
    });

    it("after the platform had applied the batch lose nothing and double nothing", async () => {
      for (const kindOfFault of ["drop_before", "drop_after"]) {
        await plan({ kind: kindOfFault });
        expect((await refusal(send("add", ["ann", "bob"]))).remedy).toBe("retry");
      }
      expect((await held()).identifiers.total).toBe(2);
      await send("add", ["ann", "bob"]);
      await plan({ kind: "drop_after" });
      expect((await refusal(send("remove", ["bob"]))).remedy).toBe("retry");
      await send("remove", ["bob"]);
      expect((await held()).list).toEqual([`${kind.id} ${value(capability, kind, "ann")}`]);
    });

    it("by throttling say when to go on", async () => {
      for (const operation of ["add", "remove"] as const) {
        await plan({ kind: "throttle", minutes: 7 });
        const before = Date.now();
        const error = await refusal(send(operation, ["ann"]));
        expect(remedies(error)).toEqual({ code: "THROTTLED", remedy: "wait_until" });
        const minutes = (error.retryAt! - before) / 60_000;
        expect(minutes).toBeGreaterThanOrEqual(7);
        expect(minutes).toBeLessThan(7.5);
      }
    });

    it("by terms that are not accepted say where to accept them", async () => {
      if (!(await knowsFault("terms"))) return;
      await plan({ kind: "terms" });
      const error = await refusal(send("add", ["ann"]));
      expect(remedies(error)).toEqual({ code: "TERMS_NOT_ACCEPTED", remedy: "accept_terms" });
      expect(error.fix).toMatch(/https:\/\//);
    });

    it("by what is in the batch ask to split it", async () => {
      await plan({ kind: "invalid_parameter" });
      expect((await refusal(send("add", ["ann"]))).remedy).toBe("drop_row");
    });

    it("end when the caller gives up", async () => {
      for (const operation of ["add", "remove"] as const) {
        await introduce(["ann"]);
        await plan({ kind: "hang_after" });
        const given = batch(capability, kind, { operation, object: object.id, names: ["ann"], sequence: 1 });
        const started = Date.now();
        const error = await refusal(client.send(given, { signal: AbortSignal.timeout(150) }));
        expect(remedies(error)).toEqual({ code: "CANCELLED", remedy: "retry" });
        expect(Date.now() - started).toBeLessThan(3000);
      }
    });

    it("carry no credential and no member, wherever one looks", async () => {
      const secrets = [
        ...Object.values(account.secrets),
        ...Object.values(strangers()),
        ...["ann", "bob"].map((name) => value(capability, kind, name)),
      ];
      expect(errors.length).toBeGreaterThan(20);
      const text =
        inspect(errors, { depth: 20, showHidden: true, maxStringLength: null }) + JSON.stringify(errors);
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    });
  });
}

/** Cells as they leave: hashes where the platform wants hashes. Required cells are known, the others are not. */
function cells(capability: SetCapability, identifier: IdentifierKind, name: string): string[] {
  return identifier.fields.map((id) => {
    if (!identifier.required.includes(id)) return "";
    const field = capability.fields.find((one) => one.id === id);
    const digest = sha256(`${id} ${name}`);
    if (field?.form === "hashed") return digest;
    if (field?.tags.includes("email")) return `${name.replaceAll(" ", ".")}@shop.test`;
    if (field?.tags.includes("country")) return "US";
    if (field?.tags.includes("device_id"))
      return digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
    return `${id} ${name}`;
  });
}

const value = (capability: SetCapability, identifier: IdentifierKind, name: string): string =>
  cells(capability, identifier, name).join("|");

function batch(
  capability: SetCapability,
  identifier: IdentifierKind,
  given: { operation: "add" | "remove"; object: string; names: string[]; sequence: number },
): SetBatch {
  const { operation, object, names, sequence } = given;
  const rows = names.map((name) => ({ cells: cells(capability, identifier, name), attributes: [] }));
  return {
    operation,
    object,
    identifier,
    rows,
    idempotencyKey: `71-${operation}-${sequence}-${names.length}`,
    session: { id: 71, sequence, isLast: false, estimatedTotal: names.length },
  };
}
