import { describe, expect, it } from "vitest";
import type { Funnel } from "@/lib/core/segment/funnel/index";
import type { Condition } from "@/lib/core/segment/types";
import { funnelView } from "@/lib/core/small-funnel";

const lives = (country: string): Condition => ({ value: { column: "country" }, is: { eq: country } });
const [DE, FR, LI] = [lives("DE"), lives("FR"), lives("LI")] as [Condition, Condition, Condition];

/** alone, arriving, kept, unknown, without */
type Row = [number, number, number, number | null, (number | null)?];

function viewOf(where: Condition, population: number, members: number, rows: Row[]) {
  const funnel: Funnel = {
    population,
    members,
    rows: rows.map(([alone, arriving, kept, unknown, without = null]) => ({
      path: "",
      alone,
      arriving,
      kept,
      unknown,
      without,
    })),
  };
  return funnelView(where, funnel);
}

describe("a funnel as anyone may see it", () => {
  it("is exact where no two numbers are near each other", () => {
    const view = viewOf({ all: [DE, FR] }, 1000, 300, [
      [300, 1000, 300, null],
      [500, 1000, 500, 20],
      [700, 500, 300, 0],
    ]);
    expect(view).toEqual({
      population: 1000,
      members: 300,
      rows: [
        { path: "where", adds: false, kept: 300, change: 700, unknown: null, alone: 300, without: null },
        { path: "where.all[0]", adds: false, kept: 500, change: 500, unknown: 20, alone: 500, without: null },
        { path: "where.all[1]", adds: false, kept: 300, change: 200, unknown: 0, alone: 700, without: null },
      ],
    });
  });

  it("does not tell how few a condition lets go", () => {
    const { members, rows } = viewOf({ all: [DE, FR] }, 1000, 296, [
      [296, 1000, 296, null],
      [300, 1000, 300, 4],
      [900, 300, 296, 0],
    ]);
    expect(members).toBe(296);
    expect(rows.map(({ kept }) => kept)).toEqual([296, { about: 296 }, 296]);
    expect(rows.map(({ change }) => change)).toEqual([704, { about: 704 }, "<10"]);
    expect(rows[1]!.unknown).toBe("<10");
  });

  it("does not tell how few do not meet a condition", () => {
    const { members, rows } = viewOf(DE, 1000, 997, [[997, 1000, 997, 3]]);
    expect({ members, kept: rows[0]!.kept, change: rows[0]!.change, unknown: rows[0]!.unknown }).toEqual({
      members: { about: 1000 },
      kept: { about: 1000 },
      change: "<10",
      unknown: "<10",
    });
  });

  it("does not tell by who meets a condition alone how few of them were lost before it", () => {
    const { rows } = viewOf({ all: [DE, FR] }, 1000, 300, [
      [300, 1000, 300, null],
      [500, 1000, 500, 0],
      [304, 500, 300, 0],
    ]);
    expect(rows[2]!.alone).toBe("10+");
  });

  it("does not tell by four large numbers how few meet neither of two conditions", () => {
    // 1000 - 500 - 795 + 300 = 5 meet neither.
    const { rows } = viewOf({ all: [DE, FR] }, 1000, 300, [
      [300, 1000, 300, null],
      [500, 1000, 500, 0],
      [795, 500, 300, 0],
    ]);
    expect(rows[2]!.alone).toBe("10+");
  });

  it("says whom each of several conditions lets in", () => {
    const { rows } = viewOf({ any: [DE, FR, LI] }, 1000, 640, [
      [640, 1000, 640, null],
      [400, 1000, 400, 0],
      [300, 600, 636, 0],
      [50, 364, 640, 0],
    ]);
    expect(rows.slice(1).map(({ adds, kept, change }) => ({ adds, kept, change }))).toEqual([
      { adds: true, kept: 400, change: 400 },
      { adds: true, kept: { about: 640 }, change: { about: 240 } },
      { adds: true, kept: 640, change: "<10" },
    ]);
  });

  it("says what taking a condition away would give only where there is nobody", () => {
    const nobody = viewOf({ all: [DE, FR] }, 1000, 0, [
      [0, 1000, 0, null],
      [500, 1000, 500, 0, 4],
      [4, 500, 0, 0, 500],
    ]);
    expect(nobody.rows.map(({ without }) => without)).toEqual([null, "<10", 500]);
    const some = viewOf({ all: [DE, FR] }, 1000, 100, [
      [100, 1000, 100, null],
      [500, 1000, 500, 0, 104],
      [104, 500, 100, 0, 500],
    ]);
    expect(some.rows.map(({ without }) => without)).toEqual([null, null, null]);
  });
});
