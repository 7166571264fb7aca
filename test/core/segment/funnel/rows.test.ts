import { describe, expect, it } from "vitest";
import { readFunnel } from "@/lib/core/segment/funnel/index";
import { funnelRows } from "@/lib/core/segment/funnel/rows";
import type { Condition } from "@/lib/core/segment/types";

const german: Condition = { value: { column: "country" }, is: { eq: "DE" } };
const ordered: Condition = { value: { count: true, of: "orders" }, is: { gte: 1 } };

describe("the rows of a funnel", () => {
  it("are the conditions about members, groups before what stands in them", () => {
    const every: Condition = { every: "orders", must: { value: { column: "total" }, is: { gt: 5 } } };
    const where: Condition = { all: [german, { not: { any: [ordered, every] } }, { not: german }] };
    expect(funnelRows(where).map(({ path }) => path)).toEqual([
      "where",
      "where.all[0]",
      "where.all[1]",
      "where.all[1].not.any[0]",
      "where.all[1].not.any[1]",
      "where.all[2]",
    ]);
  });

  it("name whose value is unknown, where a value can be", () => {
    const unknownOf = (where: Condition) => funnelRows(where)[0]!.unknown;
    const isUnknown = (column: string) => ({ value: { column }, is: { known: false } });
    expect(unknownOf(german)).toEqual(isUnknown("country"));
    expect(unknownOf({ not: german })).toEqual(isUnknown("country"));
    expect(unknownOf({ value: { column: "a" }, is: { gt: { column: "b" } } })).toEqual({
      any: [isUnknown("a"), isUnknown("b")],
    });
    expect(unknownOf(ordered)).toBeNull();
    expect(unknownOf({ value: { column: "country" }, is: { known: true } })).toBeNull();
    expect(unknownOf({ all: [german] })).toBeNull();
  });

  it("are read from counts that may be text", () => {
    const segment = { version: 1 as const, entity: "customers", where: { any: [german, ordered] } };
    const answer = {
      population: "100",
      members: "60",
      ...{ alone_0: "60", kept_0: "60" },
      ...{ alone_1: "40", kept_1: "40", unknown_1: "7" },
      ...{ alone_2: "30", kept_2: "60" },
    };
    expect(readFunnel(segment, answer)).toEqual({
      population: 100,
      members: 60,
      rows: [
        { path: "where", alone: 60, arriving: 100, kept: 60, unknown: null, without: null },
        { path: "where.any[0]", alone: 40, arriving: 100, kept: 40, unknown: 7, without: null },
        { path: "where.any[1]", alone: 30, arriving: 60, kept: 60, unknown: null, without: null },
      ],
    });
  });
});
