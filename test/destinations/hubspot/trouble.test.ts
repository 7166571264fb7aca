import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { asCoterieError } from "@/lib/core/errors";
import type { RecordBatch, RecordMode, RecordRow } from "@/lib/core/ports/destination";
import { type OpenPortal, openPortal, recordBatch, row } from "./portal";

let portal: OpenPortal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.simulator.close());

const RULES = { phone: "fill_if_empty", lifetime_value: "only_forward" } as const;
type Fields = { city?: string | null; phone?: string; lifetime_value?: number };
type Step = {
  mode: RecordMode;
  rows: { key: number; fields: Fields }[];
  remove: "delete" | "clear_fields" | null;
  faults: { kind: string; nth: number }[];
};

const fields = fc.record(
  {
    city: fc.option(fc.constantFrom("Lund", "Ystad", "Malmö")),
    phone: fc.constantFrom("1", "2"),
    lifetime_value: fc.integer({ min: 1, max: 9 }),
  },
  { requiredKeys: [] },
);
const step: fc.Arbitrary<Step> = fc.record({
  mode: fc.constantFrom<RecordMode>("upsert", "mirror", "update_only", "insert_only"),
  rows: fc.uniqueArray(fc.record({ key: fc.integer({ min: 1, max: 5 }), fields }), {
    selector: ({ key }) => key,
    minLength: 1,
  }),
  remove: fc.option(fc.constantFrom("delete" as const, "clear_fields" as const), { freq: 3 }),
  faults: fc.array(
    fc.record({
      kind: fc.constantFrom(
        "drop_before",
        "drop_after",
        "html",
        "throttle_secondly",
        "locked",
        "unavailable",
      ),
      nth: fc.integer({ min: 1, max: 4 }),
    }),
    { maxLength: 3 },
  ),
});

type Model = Map<string, Record<string, string>>;

/** What a step means, said as simply as can be. */
function expectStep(model: Model, key: string, { mode, rows, remove }: Step): void {
  for (const { key: number, fields } of rows) {
    const id = keyOf(key, number);
    const present = model.get(id);
    if (remove === "delete") model.delete(id);
    else if (remove === "clear_fields") {
      if (present) model.set(id, { [key]: id });
    } else if (present ? mode !== "insert_only" : mode !== "update_only") {
      model.set(id, written(present ?? { [key]: id }, fields));
    }
  }
}

function written(present: Record<string, string>, { city, phone, lifetime_value: value }: Fields) {
  const next = { ...present };
  if (city === null) delete next.city;
  else if (city !== undefined) next.city = city;
  if (phone !== undefined) next.phone ??= phone;
  if (value !== undefined && value > Number(next.lifetime_value ?? 0)) next.lifetime_value = String(value);
  return next;
}

const keyOf = (key: string, number: number) =>
  key === "email" ? `p${number}@shop.test` : `customer-${number}`;

function batchOf(key: string, { mode, rows, remove }: Step): RecordBatch {
  const all = { city: null, phone: null, lifetime_value: null };
  const given = rows.map(
    ({ key: number, fields }): RecordRow => row(keyOf(key, number), remove ? all : fields),
  );
  const removal = remove && { operation: "remove" as const, mode: "mirror" as const, removal: remove };
  return recordBatch(given, { key, mode, rules: RULES, ...removal });
}

/** As a run does: again for as long as the failure says that it may work later. */
async function sendUntilAnswered(batch: RecordBatch): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    try {
      await portal.client.record.send(batch);
      return;
    } catch (error) {
      expect(["retry", "wait_until"]).toContain(asCoterieError(error).remedy);
    }
  }
  expect.fail("it was never answered");
}

it.each(["customer_id", "email"])(
  "whatever breaks on the way, the portal comes to hold what was sent by %s",
  { timeout: 120_000 },
  async (key) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        await portal.tell("reset");
        const model: Model = new Map();
        for (const one of steps) {
          for (const { kind, nth } of one.faults)
            await portal.plan({ kind, match: { path: "/batch/", nth } });
          await sendUntilAnswered(batchOf(key, one));
          expectStep(model, key, one);
        }
        const held = (await portal.contacts()).map(({ id: _, ...properties }) => properties);
        const byKey = (records: Record<string, string>[]) =>
          Object.fromEntries(records.map((record) => [record[key], record]));
        expect(byKey(held)).toEqual(byKey([...model.values()]));
        expect(held.length).toBe(model.size);
      }),
      { numRuns: 60 },
    );
  },
);
