import { describe, expect, it } from "vitest";
import { retentionOf, stateStore } from "@/lib/state";

describe("where state is kept", () => {
  it("takes the address of a Postgres and nothing else", () => {
    expect(() => stateStore("/nowhere", { COTERIE_STATE: "mysql://secret@host/db" })).toThrow(
      "COTERIE_STATE is not the address of a Postgres.",
    );
    expect(() => stateStore("/nowhere", { COTERIE_STATE: "postgres://user@host/db?schema=x" })).not.toThrow();
    expect(() => stateStore("/nowhere", {})).not.toThrow();
  });
});

describe("how long history is kept", () => {
  it("is ninety days, and a fortnight for the rows of past plans", () => {
    expect(retentionOf({})).toEqual({ historyDays: 90, planDays: 14 });
  });

  it("is what the environment says in whole days", () => {
    expect(retentionOf({ COTERIE_HISTORY_DAYS: "30", COTERIE_PLAN_DAYS: "0" })).toEqual({
      historyDays: 30,
      planDays: 0,
    });
    expect(() => retentionOf({ COTERIE_PLAN_DAYS: "soon" })).toThrow(
      "COTERIE_PLAN_DAYS is not a number of days.",
    );
  });
});
