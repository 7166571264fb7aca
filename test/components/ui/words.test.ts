import { describe, expect, it } from "vitest";
import { count, counted, drawn, share } from "@/components/ui/numbers";
import { sortRows } from "@/components/ui/sort-rows";
import { clock, duration, relative } from "@/components/ui/time-words";

describe("numbers", () => {
  it("are grouped, small groups stay as they are, unknown is a dash", () => {
    expect([count(3412), count("<10"), count(null), count(0)]).toEqual(["3,412", "<10", "–", "0"]);
    expect(counted(1, "person", "people")).toBe("1 person");
  });

  it("are drawn as ten where few people are not told", () => {
    expect([drawn(0), drawn("<10"), drawn("10+"), drawn(3412)]).toEqual([0, 10, 10, 3412]);
  });

  it("have shares that say something", () => {
    expect(share(3412, 50_000)).toBe("6.8 %");
    expect(share(1, 50_000)).toBe("<0.1 %");
    expect(share(0, 50_000)).toBe("0 %");
    expect(share(50_000, 50_000)).toBe("100 %");
    expect(share(0, 0)).toBe("0 %");
  });
});

describe("moments", () => {
  const now = new Date("2026-11-20T10:00:00Z");
  it("are a time today and a day else, in the workspace's zone", () => {
    expect(clock("2026-11-20T09:42:00Z", "Europe/Berlin", now)).toBe("10:42");
    expect(clock("2026-11-19T22:30:00Z", "Europe/Berlin", now)).toBe("19 Nov, 23:30");
    expect(clock("2026-11-19T23:30:00Z", "Europe/Berlin", now)).toBe("00:30");
  });

  it("are told by how long ago they were", () => {
    const ago = (at: string) => relative(at, now);
    expect(ago("2026-11-20T09:59:30Z")).toBe("just now");
    expect(ago("2026-11-20T09:18:00Z")).toBe("42 min ago");
    expect(ago("2026-11-20T07:00:00Z")).toBe("3 h ago");
    expect(ago("2026-11-19T09:00:00Z")).toBe("yesterday");
  });

  it("last as long as people say", () => {
    expect([duration(4.2), duration(80), duration(7320)]).toEqual(["4 s", "1 min 20 s", "2 h 2 min"]);
  });
});

describe("sorting", () => {
  const columns = [{ id: "size", sort: (row: { size: number | null }) => row.size }];
  const rows = [{ size: 2 }, { size: null }, { size: 10 }];
  it("puts the unknown last in both directions and leaves the rows as they were", () => {
    const order = (descending: boolean) =>
      sortRows(rows, columns, { column: "size", descending }).map((row) => row.size);
    expect(order(false)).toEqual([2, 10, null]);
    expect(order(true)).toEqual([10, 2, null]);
    expect(sortRows(rows, columns, null)).toBe(rows);
    expect(rows.map((row) => row.size)).toEqual([2, null, 10]);
  });
});
