import { describe, expect, it } from "vitest";
import { answerView, identifiersView, ledgerView, progressView } from "@/lib/core/small-identifiers";

const LEDGER = { due: 0, in_flight: 0, held: 0, unverified: 0, refused: 0, removed: 0 };

describe("identifiers and records", () => {
  it("are told like people in the ledger, and added up before that", () => {
    expect(ledgerView({ ...LEDGER, held: 6, unverified: 5, refused: 3, removed: 4_000 })).toEqual({
      ...LEDGER,
      ...{ held: "<10", unverified: "<10", refused: "<10", removed: 4_000, there: 11 },
    });
  });

  it("are not told in all beside a kind that few have", () => {
    const few = { total: 4_826, byKind: { EMAIL: 4_823, PHONE: 3 }, shared: 0 };
    expect(identifiersView(few)).toEqual({
      total: "10+",
      byKind: { EMAIL: 4_823, PHONE: "<10" },
      shared: 0,
    });
    expect(identifiersView({ total: 7, byKind: { EMAIL: 7 }, shared: 2 })).toEqual({
      total: "<10",
      byKind: { EMAIL: "<10" },
      shared: "<10",
    });
    const many = { total: 4_900, byKind: { EMAIL: 4_823, PHONE: 77 }, shared: 12 };
    expect(identifiersView(many)).toEqual(many);
  });

  it("do not tell the few that were refused by those that were taken", () => {
    expect(answerView({ rows: 1_000, received: 997, refused: 3 })).toEqual({
      rows: 1_000,
      received: "all but a few",
      refused: "<10",
    });
    expect(answerView({ rows: 1_000, received: 3, refused: 997 })).toEqual({
      rows: 1_000,
      received: "<10",
      refused: "all but a few",
    });
    expect(answerView({ rows: 1_000, received: 900, refused: 100 })).toEqual({
      rows: 1_000,
      received: 900,
      refused: 100,
    });
    expect(answerView({ rows: 4, received: null, refused: null })).toEqual({
      rows: "<10",
      received: null,
      refused: null,
    });
  });

  it("are through or not, of few; of many as far as they are", () => {
    expect(progressView(2, 5)).toEqual({ done: 0, planned: "<10", percent: 0 });
    expect(progressView(5, 5)).toEqual({ done: "<10", planned: "<10", percent: 100 });
    expect(progressView(250, 1_000)).toEqual({ done: 250, planned: 1_000, percent: 25 });
    expect(progressView(0, 0)).toEqual({ done: 0, planned: 0, percent: 0 });
  });
});
