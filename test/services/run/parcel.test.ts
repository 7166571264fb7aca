import { describe, expect, it } from "vitest";
import type { BatchAnswer, RecordBatch, SetBatch } from "@/lib/core/ports/destination";
import type { FrozenPlan, PlannedBatch, PlanOperation } from "@/lib/core/ports/state-store";
import { recordParcel, setParcel } from "@/lib/services/run/execute/parcel";
import { testDefinition } from "@/test/support/platform";

const taken: BatchAnswer = { received: 1, refused: 0 };
const planned = (
  number: number,
  operation: PlanOperation,
  identifier: string,
  rows: number,
): PlannedBatch => ({
  ...{ number, operation, identifier, rows },
  folded: false,
});
const FROZEN_AT = "2026-11-20T08:00:00.000Z";
const plan = (batches: PlannedBatch[], frozenAt = FROZEN_AT) =>
  ({ run: "run-7", frozenAt, batches }) as unknown as FrozenPlan;
const STAMP = Date.parse(FROZEN_AT).toString(36);
const consent = { label: "Consent", tags: [], form: "plain", normaliser: {} } as never;
const definition = testDefinition(2, 1, {
  attributes: [Object.assign({ id: "DATA" }, consent), Object.assign({ id: "PERSONAL" }, consent)],
});

describe("a batch of a set", () => {
  const batches = [
    planned(1, "add", "EMAIL", 2),
    planned(2, "add", "EMAIL", 0),
    planned(3, "update", "EMAIL", 1),
  ];

  async function sent(
    batch: PlannedBatch,
    rows: Parameters<typeof setParcel>[0]["rows"],
    frozenAt?: string,
  ): Promise<SetBatch> {
    const seen: SetBatch[] = [];
    const set = {
      send: async (given: SetBatch) => {
        seen.push(given);
        return taken;
      },
    } as never;
    const client = { test: async () => ({ account: "1", name: "Test" }), set };
    const siblings = batches.filter(({ operation }) => operation === batch.operation);
    const parcel = setParcel({
      ...{ batch, siblings, rows, plan: plan(batches, frozenAt), sync: "sync-1", object: "9" },
      target: { definition, client },
    });
    await parcel.send(parcel.rows.slice(1), 1, {});
    return seen[0]!;
  }

  it("has another key and session once its run was planned anew, and the same when it is repeated", async () => {
    const rows = [
      { value: "e1", payload: null },
      { value: "e2", payload: null },
    ];
    const first = await sent(batches[0]!, rows);
    const repeated = await sent(batches[0]!, rows);
    const anew = await sent(batches[0]!, rows, "2026-11-20T09:00:00.000Z");
    expect(repeated).toEqual(first);
    expect(anew.idempotencyKey).not.toBe(first.idempotencyKey);
    expect(anew.session.id).not.toBe(first.session.id);
  });

  it("has the cells of each identifier and, beside them, what is known of each attribute", async () => {
    const batch = await sent(batches[0]!, [
      { value: "e1", payload: null },
      { value: "e2", payload: '{"PERSONAL":"GRANTED"}' },
    ]);
    expect(batch).toMatchObject({
      operation: "add",
      object: "9",
      identifier: { id: "EMAIL" },
      rows: [{ cells: ["e2"], attributes: ["", "GRANTED"] }],
      session: { sequence: 1, isLast: true, estimatedTotal: 2 },
      idempotencyKey: `run-7-${STAMP}-1-2-1-1`,
    });
  });

  it("is an add again where only what travels beside the identifier changed", async () => {
    const rows = ["e1", "e2"].map((value) => ({ value, payload: '{"DATA":"DENIED"}' }));
    expect(await sent(batches[2]!, rows)).toMatchObject({
      operation: "add",
      rows: [{ cells: ["e2"], attributes: ["DENIED", ""] }],
    });
  });
});

describe("a batch of records", () => {
  const writing = {
    key: "email",
    mode: "mirror",
    removal: "clear_fields",
    rules: { stage: "only_forward", plan: "fill_if_empty" },
    order: { stage: ["lead", "customer"] },
    clears: ["stage", "plan"],
  } as const;

  async function sent(operation: PlanOperation): Promise<RecordBatch> {
    const seen: RecordBatch[] = [];
    const record = {
      send: async (given: RecordBatch) => {
        seen.push(given);
        return taken;
      },
    } as never;
    const batch = planned(1, operation, "email", 1);
    const parcel = recordParcel(
      {
        ...{ batch, siblings: [batch], plan: plan([batch]), sync: "sync-1", object: "contacts" },
        rows: [{ value: "ann@shop.test", payload: '{"orders":3,"plan":null,"stage":"lead"}' }],
        target: {
          definition,
          client: { test: async () => ({ account: "1", name: "Test" }), record },
        },
      },
      writing,
    );
    await parcel.send(parcel.rows, 0, {});
    return seen[0]!;
  }

  it.each(["add", "update"] as const)("writes the fields of each record (%s)", async (operation) => {
    expect(await sent(operation)).toEqual({
      operation: "upsert",
      object: "contacts",
      key: "email",
      mode: "mirror",
      removal: null,
      rules: writing.rules,
      order: writing.order,
      origin: { sync: "sync-1", run: "run-7", batch: 1 },
      idempotencyKey: `run-7-${STAMP}-1-1-0-1`,
      rows: [{ key: "ann@shop.test", fields: { orders: 3, plan: null, stage: "lead" } }],
    });
  });

  it("empties the fields the sync writes where records are removed so", async () => {
    expect(await sent("remove")).toMatchObject({
      operation: "remove",
      removal: "clear_fields",
      rows: [{ key: "ann@shop.test", fields: { stage: null, plan: null } }],
    });
  });
});
