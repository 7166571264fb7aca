import { describe, expect, it } from "vitest";
import { canonicalJson } from "@/lib/core/canonical";
import { MAX_ENTRIES } from "@/lib/core/list/held";
import { columnsOf } from "@/lib/core/segment/columns";
import { describe as describeSegment } from "@/lib/core/segment/describe";
import { evaluate, type Tables } from "@/lib/core/segment/evaluate/index";
import { namedLists } from "@/lib/core/segment/lists";
import { parseSegment } from "@/lib/core/segment/parse";
import type { Segment } from "@/lib/core/segment/types";
import { shop } from "../../factories/shop";
import { heldList, knowing } from "../../factories/traits";

const audiences = knowing(
  heldList("vips", ["Ada@x.test", " bob@x.test"], "lower_trimmed"),
  heldList("exact", ["Ada@x.test", "bob@x.test"]),
  heldList("ids", ["2", "03"]),
);
const parse = (where: object) =>
  parseSegment({ version: 1, entity: "customers", where }, { catalog: shop, audiences });
const asked = (where: object): Segment => {
  const { segment, problems } = parse(where);
  if (!segment) throw new Error(JSON.stringify(problems));
  return segment;
};
const tables: Tables = {
  customers: [
    { customer_id: 1, email: "ada@x.test" },
    { customer_id: 2, email: "bob@x.test\u00a0" },
    { customer_id: 3, email: null },
  ],
};
const members = (where: object) => evaluate(asked(where), shop, tables, "2024-01-01T00:00:00Z");
const email = { column: "email" };

describe("a condition on a held list", () => {
  it("reads as the list's label", () => {
    const sentence = (where: object) => describeSegment(asked(where), shop);
    expect(sentence({ list: "vips", key: email })).toBe(
      "Everyone in Customers whose email is in the list “List vips”.",
    );
    expect(sentence({ not: { list: "vips", key: email } })).toBe(
      "Everyone in Customers except those whose email is in the list “List vips”.",
    );
  });

  it("compares as the list was made: exactly, or without case and blanks around", () => {
    expect(members({ list: "vips", key: email })).toEqual(["1", "2"]);
    expect(members({ list: "exact", key: email })).toEqual([]);
    expect(members({ not: { list: "vips", key: email } })).toEqual(["3"]);
  });

  it("finds ids by their digits", () => {
    expect(members({ list: "ids", key: { column: "customer_id" } })).toEqual(["2"]);
  });

  it("is refused for lists there are not and values a list does not hold", () => {
    expect([
      ...parse({ list: "vipz", key: email }).problems,
      ...parse({ list: "vips", key: { column: "credit" } }).problems,
      ...parse({ list: "", key: {} }).problems,
    ]).toEqual([
      {
        path: "where.list",
        code: "UNKNOWN_LIST",
        message: "There is no list `vipz` here.",
        fix: "Choose another list, or make this one.",
      },
      {
        path: "where.key",
        code: "LIST_KEY",
        message: "Credit is a number, and a list holds texts and ids.",
        fix: "Look for a text or a whole number in the list.",
      },
      {
        path: "where.list",
        code: "INCOMPLETE",
        message: "The list is not chosen yet.",
        fix: "Choose the list.",
      },
      {
        path: "where.key",
        code: "INCOMPLETE",
        message: "This value is empty.",
        fix: "Choose what the value is.",
      },
    ]);
  });

  it("is refused where no lists are known", () => {
    const where = { list: "vips", key: email };
    expect(parseSegment({ version: 1, entity: "customers", where }, { catalog: shop }).problems).toEqual([
      {
        path: "where.list",
        code: "LIST_HERE",
        message: "Lists cannot be named here.",
        fix: "Say it another way.",
      },
    ]);
  });

  it("touches the column that is looked for", () => {
    expect(columnsOf(asked({ list: "vips", key: email }), shop)).toEqual([
      { entity: "customers", column: "customer_id", pii: null },
      { entity: "customers", column: "email", pii: "email" },
    ]);
  });

  it("is stored and compared by its name alone", () => {
    const where = { any: [{ list: "vips", key: email }] };
    expect(JSON.parse(canonicalJson(asked(where)))).toEqual({ version: 1, entity: "customers", where });
    expect(namedLists(asked({ all: [where, { list: "ids", key: email }] }))).toEqual(["vips", "ids"]);
    expect(MAX_ENTRIES).toBe(500_000);
  });
});
