import { expect, it } from "vitest";
import { waterfallLines } from "@/components/runs/waterfall-lines";

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
