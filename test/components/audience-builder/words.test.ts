import { describe, expect, it } from "vitest";
import { findRow, indexRows } from "@/components/audience-builder/funnel/index-rows";
import { rowLabel, rowLines } from "@/components/audience-builder/funnel/row-words";
import { bandPart, bandWords } from "@/components/audience-builder/panel/band-words";
import { changeSentences } from "@/components/audience-builder/size/change-words";
import { bytesInWords } from "@/components/ui/numbers";
import type { Condition } from "@/lib/core/segment/types";
import type { FunnelRowView } from "@/lib/core/views/builder";

const row = (more: Partial<FunnelRowView>): FunnelRowView => ({
  ...{ path: "where", adds: false, kept: 3412, change: 88, unknown: null, alone: 9000, without: null },
  ...more,
});

describe("the number of a row", () => {
  it("says who is left, who goes and who meets it alone", () => {
    expect(rowLines(row({ unknown: 212 }))).toEqual([
      "3,412 are left after this.",
      "It lets 88 go.",
      "9,000 meet it on its own.",
      "Of 212 who get as far as this it is unknown.",
    ]);
    expect(rowLines(row({ adds: true, unknown: 0 }))).toEqual([
      "3,412 are in by here.",
      "It lets 88 more in.",
      "9,000 meet it on its own.",
    ]);
  });

  it("reads what is withheld aloud", () => {
    expect(rowLabel(row({ kept: { about: 3412 }, change: "<10" }))).toBe(
      "about 3,412 are left after this. It lets fewer than 10 go. 9,000 meet it on its own.",
    );
  });

  it("stays with a condition that moved, until it is counted anew", () => {
    const [german, french] = ["DE", "FR"].map(
      (eq): Condition => ({ value: { column: "country" }, is: { eq } }),
    ) as [Condition, Condition];
    const paths = ["where", "where.all[0]", "where.all[1]", "where.all[2]"];
    const rows = paths.map((path) => row({ path }));
    const index = indexRows({ all: [german, french, german] }, rows);
    expect(findRow(index, german, "where.all[2]")).toBe(rows[3]);
    expect(findRow(index, { ...french }, "where.all[0]")).toBe(rows[2]);
    expect(findRow(index, { not: french }, "where.all[1]")).toBeNull();
  });
});

describe("what changed", () => {
  const changes = {
    from: "",
    asOf: "",
    before: 1000,
    now: 1214,
    entered: 250,
    left: 36,
    versions: [],
    earlier: null,
  };

  it("is a sum and what made it", () => {
    const conditions = [{ words: "Ordered lately", gained: 250, lost: 36 }];
    expect(changeSentences({ ...changes, conditions })).toEqual([
      "+214: 250 came, 36 left.",
      "250 who came now meet “Ordered lately”.",
      "36 who left no longer meet “Ordered lately”.",
    ]);
  });

  it("tells time from a change of what is asked", () => {
    const earlier = { version: 2, members: 800 };
    expect(changeSentences({ ...changes, conditions: [], earlier })).toEqual([
      "+214: 250 came, 36 left.",
      "Version 2 asked for something else: it had 800 then.",
    ]);
  });

  it("does not say a difference that is withheld", () => {
    const few = { ...changes, before: { about: 1214 }, entered: "<10" as const, left: 0, conditions: [] };
    expect(changeSentences(few)).toEqual(["<10 came, 0 left."]);
    expect(changeSentences({ ...changes, entered: 0, left: 0, conditions: [] })).toEqual([
      "Nobody came and nobody left: time alone changed nothing.",
    ]);
  });
});

describe("bands and bytes", () => {
  it("are words, and bars between nothing and all", () => {
    const bands = [
      { kind: "under", percent: 10 },
      { kind: "about", percent: 70 },
      { kind: "over", percent: 90 },
    ] as const;
    expect(bands.map(bandWords)).toEqual(["under 10 %", "about 70 %", "over 90 %"]);
    expect(bands.map(bandPart)).toEqual([0.05, 0.7, 0.95]);
    expect(bandWords({ kind: "all" })).toBe("all of it");
  });

  it("are said with two digits", () => {
    expect([0, 999, 1_200_000_000, 1_240_000, 850_000_000_000].map(bytesInWords)).toEqual([
      "0 bytes",
      "999 bytes",
      "1.2 GB",
      "1.2 MB",
      "850 GB",
    ]);
  });
});
