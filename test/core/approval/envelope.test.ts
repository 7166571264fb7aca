import { describe, expect, it } from "vitest";
import { type Asked, type Envelope, envelopeSchema, outsideEnvelope } from "@/lib/core/approval/envelope";
import type { Impact } from "@/lib/core/membership/types";

const envelope: Envelope = {
  entity: "customers",
  columns: ["customers.country", "customers.email"],
  destinations: ["d1"],
  fields: ["EMAIL"],
  uses: ["target"],
  size: { atLeast: 100, atMost: 1_000 },
};

const impact = (members: number): Impact => ({
  ...{ asOf: "2026-01-01T00:00:00Z", measuredAt: "2026-01-01T00:00:00Z" },
  members: { before: null, after: members },
  waterfall: {
    ...{ asOf: "2026-01-01T00:00:00Z", members, eligible: members },
    heldBack: { no_consent: 0, suppressed: 0, no_identifier: 0 },
    identifiers: { total: members, byKind: {}, shared: 0 },
  },
  plan: {
    ...{ adds: members, updates: 0, removes: 0, resends: 0, refreshes: 0, calls: 1 },
    people: { enter: members, leave: 0, stay: 0 },
  },
});

const asked = (over: Partial<Asked> = {}, bound: Partial<Asked["bound"]> = {}): Asked => ({
  bound: {
    tree: { version: 1, entity: "customers", where: { all: [] } },
    mapping: { fields: { EMAIL: { column: "email" } } },
    use: "target",
    ...bound,
  },
  destinationId: "d1",
  reads: ["customers.email"],
  impact: impact(500),
  failing: [],
  ...over,
});

describe("what is asked for and a standing approval", () => {
  it("is inside when everything of it is named", () => {
    expect(outsideEnvelope(envelope, asked())).toEqual([]);
    expect(outsideEnvelope(envelope, asked({ impact: impact(100) }))).toEqual([]);
    expect(outsideEnvelope(envelope, asked({ impact: impact(1_000) }))).toEqual([]);
  });

  it.each<[string, Asked]>([
    ["It is of orders.", asked({}, { tree: { version: 1, entity: "orders", where: { all: [] } } })],
    ["It goes to another destination.", asked({ destinationId: "d2" })],
    ["Its use is exclude.", asked({}, { use: "exclude" })],
    ["It reads customers.birthday.", asked({ reads: ["customers.birthday", "customers.email"] })],
    [
      "It sends PHONE.",
      asked({}, { mapping: { fields: { EMAIL: { column: "email" }, PHONE: { column: "email" } } } }),
    ],
    [
      "Its guard “Churn” lets more pass than by default.",
      asked({}, { guards: { churn: { action: "off", threshold: {} } } }),
    ],
    ["It has fewer members.", asked({ impact: impact(99) })],
    ["It has more members.", asked({ impact: impact(1_001) })],
    [
      "Fewer people may go than the policy asks.",
      asked({ failing: ["Fewer people may go than the policy asks."] }),
    ],
    [
      "It writes records, which a person always looks at.",
      asked(
        {},
        {
          record: {
            mapping: { key: { field: "email", from: { column: "email" } }, fields: [] },
            mode: "upsert",
            removal: null,
            known: {},
          },
        },
      ),
    ],
  ])("is outside: %s", (reason, one) => {
    expect(outsideEnvelope(envelope, one)).toEqual([reason]);
  });

  it("names a size that can be met", () => {
    expect(envelopeSchema.safeParse({ ...envelope, size: { atLeast: 5, atMost: 4 } }).success).toBe(false);
    expect(envelopeSchema.safeParse(envelope).success).toBe(true);
  });
});
