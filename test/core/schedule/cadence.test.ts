import { expect, it } from "vitest";
import { cadenceHint } from "@/lib/core/schedule/cadence";

const now = new Date("2026-11-20T12:00:00Z");
const tables = [
  { label: "Customers", newest: "2026-11-01T00:00:00Z" },
  { label: "Orders", newest: "2026-11-19T10:00:00Z" },
];
const hint = (minutes: number, of = tables) => cadenceHint({ kind: "interval", minutes }, of, now);

it("says when the newest row that is read is older than several runs", () => {
  expect(hint(60)).toBe(
    "The newest row it reads (Orders) is 26 hours old. Running this often finds the same people again.",
  );
  expect(hint(60, [{ label: "Orders", newest: "2026-11-15T00:00:00Z" }])).toContain("is 5 days old");
});

it("says nothing while a run or two find the same, without a clock, or where nothing tells", () => {
  expect(hint(24 * 60)).toBeNull();
  expect(hint(60, [])).toBeNull();
  expect(cadenceHint({ kind: "after_dbt", job: null }, tables, now)).toBeNull();
  expect(cadenceHint({ kind: "none" }, tables, now)).toBeNull();
});
