import { expect, it } from "vitest";
import { waterfallLines } from "@/components/runs/waterfall-lines";
import type { WaterfallView } from "@/lib/core/views/identifiers";

it("hangs each group that is kept back where the people before it end", () => {
  const lines = waterfallLines({
    asOf: "2026-11-20T10:00:00Z",
    members: 1000,
    heldBack: { no_consent: 250, suppressed: 0, no_identifier: 50 },
    eligible: 700,
    identifiers: { total: 700, byKind: { EMAIL: 700 }, shared: 0 },
  });
  expect(lines.map(({ id, count, from, width }) => [id, count, from, width])).toEqual([
    ["members", 1000, 0, 1],
    ["no_consent", 250, 0.75, 0.25],
    ["suppressed", 0, 0.75, 0],
    ["no_identifier", 50, 0.7, 0.05],
    ["eligible", 700, 0, 0.7],
  ]);
});

const few: WaterfallView = {
  asOf: "2026-11-20T10:00:00Z",
  members: 100,
  heldBack: { no_consent: "<10", suppressed: 0, no_identifier: "<10" },
  eligible: "all but a few",
  identifiers: { total: 97, byKind: { EMAIL: 97 }, shared: 0 },
};
const drawnLines = (waterfall: WaterfallView) =>
  waterfallLines(waterfall).map(({ id, count, from, width }) => [id, count, from, width]);

it("gives no length to what is not told, and hangs the rest as if it were nobody", () => {
  expect(drawnLines(few)).toEqual([
    ["members", 100, 0, 1],
    ["no_consent", "<10", 1, null],
    ["suppressed", 0, 1, 0],
    ["no_identifier", "<10", 1, null],
    ["eligible", "all but a few", 0, null],
  ]);
  const some = { no_consent: 40, suppressed: "10+", no_identifier: 10 } as const;
  expect(drawnLines({ ...few, heldBack: some, eligible: "10+" })).toEqual([
    ["members", 100, 0, 1],
    ["no_consent", 40, 0.6, 0.4],
    ["suppressed", "10+", 0.6, null],
    ["no_identifier", 10, 0.5, 0.1],
    ["eligible", "10+", 0, null],
  ]);
});

it("gives no length to anything where the members are not told", () => {
  const heldBack = { no_consent: "<10", suppressed: 0, no_identifier: 0 } as const;
  expect(drawnLines({ ...few, members: "<10", heldBack, eligible: "<10" })).toEqual([
    ["members", "<10", 0, null],
    ["no_consent", "<10", 1, null],
    ["suppressed", 0, 1, null],
    ["no_identifier", 0, 1, null],
    ["eligible", "<10", 0, null],
  ]);
});
