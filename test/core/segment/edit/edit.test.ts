import { describe, expect, it } from "vitest";
import { formatPath } from "@/lib/core/path";
import { conditionAt, replaceAt, valueAt } from "@/lib/core/segment/edit/at";
import { asGroup, makeGroup } from "@/lib/core/segment/edit/group";
import { addTo, duplicateAt, insertAt } from "@/lib/core/segment/edit/insert";
import { moveStep, moveTo } from "@/lib/core/segment/edit/move";
import { isWithin, listOf, parsePath } from "@/lib/core/segment/edit/path";
import { removeAt } from "@/lib/core/segment/edit/remove";
import { changeGroupKind, toggleNot, ungroup, wrapInGroup } from "@/lib/core/segment/edit/wrap";
import type { Condition, Segment } from "@/lib/core/segment/types";

const is = (column: string): Condition => ({ value: { column }, is: { known: true } });
const [a, b, c, d] = [is("a"), is("b"), is("c"), is("d")] as const;
const segment = (where: Condition): Segment => ({ version: 1, entity: "customers", where });
const ordered = (where?: Condition): Condition => ({
  value: where ? { count: true, of: "orders", where } : { count: true, of: "orders" },
  is: { gte: 1 },
});

describe("a path", () => {
  it("reads and writes the notation of problems", () => {
    const path = "where.all[0].value.where.not.any[12].is";
    expect(parsePath(path)).toEqual(["where", "all", 0, "value", "where", "not", "any", 12, "is"]);
    expect(formatPath(parsePath(path))).toBe(path);
  });

  it("is within a place only at a whole step", () => {
    expect(isWithin("where.all[1].is", "where.all[1]")).toBe(true);
    expect(isWithin("where.all[1]", "where.all[1]")).toBe(true);
    expect(isWithin("where.all[10]", "where.all[1]")).toBe(false);
    expect(isWithin("where.allies", "where.all")).toBe(false);
  });

  it("knows the list it is an item of", () => {
    expect(listOf("where.not.any[3]")).toEqual({ list: "where.not.any", index: 3 });
    expect(listOf("where.not")).toBeNull();
  });
});

describe("replacing", () => {
  it("shares every branch it does not touch", () => {
    const tree = segment({ all: [a, { any: [b, c] }] });
    const after = replaceAt(tree, "where.all[1].any[0]", d);
    expect(after.where).toEqual({ all: [a, { any: [d, c] }] });
    expect(valueAt(after, "where.all[0]")).toBe(a);
    expect(tree.where).toEqual({ all: [a, { any: [b, c] }] });
  });

  it("takes an optional part away when given nothing", () => {
    const tree = segment({ all: [ordered(a)] });
    expect(replaceAt(tree, "where.all[0].value.where", undefined).where).toEqual({ all: [ordered()] });
  });

  it("refuses a path that leads out of the tree", () => {
    expect(() => replaceAt(segment(a), "where.all[0].is", {})).toThrow("the path leads out of the tree");
  });
});

describe("adding", () => {
  it("appends to a group, whatever its word", () => {
    expect(addTo(segment({ all: [a] }), "where", b).where).toEqual({ all: [a, b] });
    expect(addTo(segment({ not: { any: [a] } }), "where", b).where).toEqual({ not: { any: [a, b] } });
  });

  it("makes an all-group of a single condition and of an open slot", () => {
    expect(addTo(segment(a), "where", b).where).toEqual({ all: [a, b] });
    expect(addTo(segment(ordered()), "where.value.where", b).where).toEqual(ordered({ all: [b] }));
  });

  it("inserts before an index", () => {
    expect(insertAt(segment({ any: [a, b] }), "where.any", 1, c).where).toEqual({ any: [a, c, b] });
  });

  it("duplicates beside the original, without sharing", () => {
    const after = duplicateAt(segment({ all: [a, b] }), "where.all[0]");
    expect(after.where).toEqual({ all: [a, a, b] });
    expect(valueAt(after, "where.all[1]")).not.toBe(a);
    expect(duplicateAt(segment(a), "where").where).toEqual({ all: [a, a] });
  });
});

describe("removing", () => {
  it("takes an item out of its list", () => {
    expect(removeAt(segment({ all: [a, b] }), "where.all[0]").where).toEqual({ all: [b] });
  });

  it("leaves everyone when the whole condition goes", () => {
    expect(removeAt(segment(a), "where").where).toEqual({ all: [] });
  });

  it("takes a negation along with what it negates", () => {
    expect(removeAt(segment({ all: [a, { not: b }] }), "where.all[1].not").where).toEqual({ all: [a] });
  });

  it("closes a measure's filter with its last condition", () => {
    const tree = segment({ all: [ordered({ all: [a] })] });
    expect(removeAt(tree, "where.all[0].value.where.all[0]").where).toEqual({ all: [ordered()] });
  });

  it("keeps an emptied group and an emptied must", () => {
    expect(removeAt(segment({ all: [{ any: [a] }] }), "where.all[0].any[0]").where).toEqual({
      all: [{ any: [] }],
    });
    const every: Condition = { every: "orders", must: { all: [a] } };
    expect(removeAt(segment(every), "where.must").where).toEqual({ every: "orders", must: { all: [] } });
  });
});

describe("moving", () => {
  const tree = segment({ all: [a, { any: [b, c] }, d] });

  it("goes up and down within its list and says where it is then", () => {
    expect(moveStep(tree, "where.all[2]", "up")).toEqual({
      tree: segment({ all: [a, d, { any: [b, c] }] }),
      path: "where.all[1]",
    });
    expect(moveStep(tree, "where.all[0]", "down")).toEqual({
      tree: segment({ all: [{ any: [b, c] }, a, d] }),
      path: "where.all[1]",
    });
    expect(moveStep(tree, "where.all[0]", "up")).toBeNull();
    expect(moveStep(tree, "where.all[2]", "down")).toBeNull();
  });

  it("goes into the group before and out of its group", () => {
    expect(moveStep(tree, "where.all[2]", "in")).toEqual({
      tree: segment({ all: [a, { any: [b, c, d] }] }),
      path: "where.all[1].any[2]",
    });
    expect(moveStep(tree, "where.all[1].any[0]", "out")).toEqual({
      tree: segment({ all: [a, { any: [c] }, b, d] }),
      path: "where.all[2]",
    });
    expect(moveStep(tree, "where.all[0]", "out")).toBeNull();
    expect(moveStep(tree, "where.all[0]", "in")).toBeNull();
  });

  it("leaves a negated group to the list around it", () => {
    const negated = segment({ all: [{ not: { any: [a, b] } }] });
    expect(moveStep(negated, "where.all[0].not.any[1]", "out")).toEqual({
      tree: segment({ all: [{ not: { any: [a] } }, b] }),
      path: "where.all[1]",
    });
  });

  it("follows its target when the list it leaves lies before it", () => {
    expect(moveTo(tree, "where.all[0]", "where.all[1].any", 1)).toEqual({
      tree: segment({ all: [{ any: [b, a, c] }, d] }),
      path: "where.all[0].any[1]",
    });
  });

  it("stays where it is when told to move into itself", () => {
    expect(moveTo(tree, "where.all[1]", "where.all[1].any", 0)).toEqual({ tree, path: "where.all[1]" });
  });

  it("keeps the filter of a measure whose only condition moves nowhere", () => {
    const filtered = segment({ all: [ordered({ all: [a] })] });
    const list = "where.all[0].value.where.all";
    expect(moveTo(filtered, `${list}[0]`, list, 1)).toEqual({ tree: filtered, path: `${list}[0]` });
  });
});

describe("grouping", () => {
  it("reads negated groups as none and not all", () => {
    expect(asGroup({ not: { any: [a] } })).toEqual({ kind: "none", children: [a], list: "not.any" });
    expect(asGroup({ not: { all: [a] } })).toEqual({ kind: "not_all", children: [a], list: "not.all" });
    expect(asGroup({ not: a })).toBeNull();
    expect(makeGroup("none", [a])).toEqual({ not: { any: [a] } });
  });

  it("wraps, renames and dissolves", () => {
    const tree = segment({ all: [a, b] });
    const wrapped = wrapInGroup(tree, "where.all[1]", "any");
    expect(wrapped.where).toEqual({ all: [a, { any: [b] }] });
    expect(changeGroupKind(wrapped, "where.all[1]", "none").where).toEqual({
      all: [a, { not: { any: [b] } }],
    });
    expect(ungroup(wrapped, "where.all[1]").where).toEqual({ all: [a, b] });
  });

  it("negates and takes the negation back", () => {
    const once = toggleNot(segment(a), "where");
    expect(once.where).toEqual({ not: a });
    expect(conditionAt(toggleNot(once, "where"), "where")).toBe(a);
  });
});
