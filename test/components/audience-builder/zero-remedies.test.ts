import { describe, expect, it } from "vitest";
import { zeroHelp } from "@/components/audience-builder/size/zero-remedies";
import type { Condition, Segment } from "@/lib/core/segment/types";
import type { FunnelRowView, FunnelView } from "@/lib/core/views/builder";
import type { FunnelCount } from "@/lib/core/views/counts";

const german: Condition = { value: { column: "country" }, is: { eq: "DE" } };
const ordered: Condition = {
  value: { count: true, of: "orders", during: { last: 7, unit: "day" } },
  is: { gte: 1 },
};
const tree = (where: Condition): Segment => ({ version: 1, entity: "customers", where });

type Counts = { kept: number; without?: FunnelCount; unknown?: number };
function funnel(...counts: Counts[]): FunnelView {
  const rows = counts.map(
    ({ kept, without = null, unknown = null }): FunnelRowView => ({
      ...{ path: "", adds: false, change: 0, alone: 0 },
      ...{ kept, without, unknown },
    }),
  );
  return { population: 1000, members: 0, rows, asOf: "", milliseconds: 0 };
}

describe("help where nobody is left", () => {
  it("names the first condition after which nobody is, and what would bring people back", () => {
    const help = zeroHelp(
      tree({ all: [german, ordered, { not: german }] }),
      funnel({ kept: 0 }, { kept: 300, without: 0 }, { kept: 0, without: 40 }, { kept: 0, without: 300 }),
    );
    expect(help).toEqual({
      culprit: { path: "where.all[1]", condition: ordered, before: 300 },
      without: [
        { path: "where.all[2]", condition: { not: german }, people: 300 },
        { path: "where.all[1]", condition: ordered, people: 40 },
      ],
      loosened: {
        path: "where.all[1]",
        condition: {
          value: { count: true, of: "orders", during: { last: 14, unit: "day" } },
          is: { gte: 1 },
        },
      },
      unknown: null,
    });
  });

  it("offers to include those of whom it is unknown", () => {
    const help = zeroHelp(
      tree({ all: [german] }),
      funnel({ kept: 0 }, { kept: 0, unknown: 212, without: 1000 }),
    );
    expect(help?.unknown).toEqual({ path: "where.all[0]", people: 212 });
    expect(help?.culprit.before).toBe(1000);
  });

  it("speaks of a condition that stands alone, and of a group that lets nobody in", () => {
    expect(zeroHelp(tree(german), funnel({ kept: 0 }))?.culprit.path).toBe("where");
    const none = zeroHelp(tree({ any: [german, ordered] }), funnel({ kept: 0 }, { kept: 0 }, { kept: 0 }));
    expect(none).toMatchObject({ culprit: { path: "where" }, without: [] });
  });

  it("is silent where somebody is in, or nobody could be", () => {
    const view = funnel({ kept: 0 });
    expect(zeroHelp(tree(german), { ...view, members: "<10" })).toBeNull();
    expect(zeroHelp(tree(german), { ...view, population: 0 })).toBeNull();
  });
});
