import { expect, it } from "vitest";
import { waterfallLines } from "@/components/runs/waterfall-lines";
import type { WaterfallView } from "@/lib/core/views/change-set";

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

it("draws few people as ten, and those who may be sent as what is left then", () => {
  expect(drawnLines(few)).toEqual([
    ["members", 100, 0, 1],
    ["no_consent", "<10", 0.9, 0.1],
    ["suppressed", 0, 0.9, 0],
    ["no_identifier", "<10", 0.8, 0.1],
    ["eligible", "all but a few", 0, 0.8],
  ]);
});

it("draws members who are not told as long as their groups are drawn", () => {
  const heldBack = { no_consent: "<10", suppressed: 0, no_identifier: 0 } as const;
  expect(drawnLines({ ...few, members: "<10", heldBack, eligible: "<10" })).toEqual([
    ["members", "<10", 0, 1],
    ["no_consent", "<10", 0.5, 0.5],
    ["suppressed", 0, 0.5, 0],
    ["no_identifier", 0, 0.5, 0],
    ["eligible", "<10", 0, 0.5],
  ]);
});
