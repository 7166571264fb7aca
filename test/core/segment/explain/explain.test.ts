import { describe, expect, it } from "vitest";
import { readExplanation } from "@/lib/core/segment/explain";
import { explainNodes } from "@/lib/core/segment/explain/nodes";
import { personalTag } from "@/lib/core/segment/explain/tag";
import type { Condition, Segment } from "@/lib/core/segment/types";
import { shop } from "../../../factories/shop";

const US: Condition = { value: { column: "country" }, is: { eq: "US" } };
const BORN: Condition = { value: { since: { column: "birthday" }, in: "year" }, is: { gte: 18 } };
const where: Condition = {
  all: [
    { not: US },
    { not: { any: [BORN, { every: "orders", must: { value: { column: "total" }, is: { gt: "5" } } }] } },
    { value: { column: "signed_up_at" }, is: { gt: { first: { column: "ordered_at" }, of: "orders" } } },
  ],
};
const segment: Segment = { version: 1, entity: "customers", where };

describe("readExplanation", () => {
  it("folds the row of answers into the tree, with the values that were seen", () => {
    const row = {
      ...{
        c0: false,
        c1: true,
        c1_0: null,
        c2: "t",
        c3: false,
        c3_0: "17",
        c4: "false",
        c4_0: "2",
        c4_1: "1",
      },
      ...{ c5: false, c5_0: "2024-05-31 10:00:00", c5_1: "2024-06-01 00:00:00.5" },
    };
    const integer = { kind: "integer" };
    const time = { kind: "timestamp", zone: "UTC" };
    expect(readExplanation(segment, shop, row)).toEqual({
      path: "where",
      kind: "all",
      sentence: "All of these",
      verdict: false,
      seen: [],
      children: [
        {
          path: "where.all[0]",
          kind: "value",
          sentence: "Country is not “US” or is unknown",
          verdict: true,
          seen: [{ words: "Country", text: null, type: { kind: "text" }, pii: null }],
          children: [],
        },
        {
          path: "where.all[1]",
          kind: "none",
          sentence: "None of these",
          verdict: true,
          seen: [],
          children: [
            {
              path: "where.all[1].not.any[0]",
              kind: "value",
              sentence: "Age is at least 18",
              verdict: false,
              seen: [
                {
                  words: "Age",
                  text: "17",
                  type: integer,
                  pii: "birth_date",
                },
              ],
              children: [],
            },
            {
              path: "where.all[1].not.any[1]",
              kind: "every",
              sentence: "Orders are all ones whose total is more than 5",
              verdict: false,
              seen: [
                { words: "Number of orders", text: "2", type: integer, pii: null },
                {
                  words: "Number of orders whose total is at most 5 or is unknown",
                  text: "1",
                  type: integer,
                  pii: null,
                },
              ],
              children: [],
            },
          ],
        },
        {
          path: "where.all[2]",
          kind: "value",
          sentence: "Signed up at is after the first order's ordered at",
          verdict: false,
          seen: [
            { words: "Signed up at", text: "2024-05-31T10:00:00Z", type: time, pii: null },
            { words: "First order's ordered at", text: "2024-06-01T00:00:00.5Z", type: time, pii: null },
          ],
          children: [],
        },
      ],
    });
  });
});

describe("explainNodes", () => {
  it("says of audiences that are served in turn whose conditions the row meets", () => {
    const turns = [
      { audience: "first", where: US, limit: { top: 5, salt: "s" } },
      { audience: "second", where: BORN },
    ];
    const served: Segment = { ...segment, where: { not: { audience: "offers", turns } } };
    const { path, kind, sentence, children } = explainNodes(served, shop);
    expect({ path, kind, sentence }).toEqual({
      path: "where",
      kind: "audience",
      sentence: "Not among those in the audience “first” or “second”, served in this order",
    });
    expect(children.map(({ path, sentence, condition }) => ({ path, sentence, condition }))).toEqual([
      {
        path: "where.not.turns[0]",
        sentence: "Meets the conditions of the audience “first”",
        condition: { audience: "first", where: US },
      },
      {
        path: "where.not.turns[1]",
        sentence: "Meets the conditions of the audience “second”",
        condition: { audience: "second", where: BORN },
      },
    ]);
  });

  it("goes into the audience that is named and the rows a rank is among, and not into relations", () => {
    const named: Condition = {
      any: [
        { audience: "vip", where: { all: [US, BORN] } },
        { rank: { by: { column: "credit" }, order: "desc", top: 3, among: { not: { not: US } } } },
        { value: { count: true, of: "account.people", where: US }, is: { gte: 1 } },
      ],
    };
    const paths = (node: ReturnType<typeof explainNodes>): string[] => [
      node.path,
      ...node.children.flatMap(paths),
    ];
    expect(paths(explainNodes({ ...segment, where: named }, shop))).toEqual([
      "where",
      "where.any[0]",
      "where.any[0].where",
      "where.any[0].where.all[0]",
      "where.any[0].where.all[1]",
      "where.any[1]",
      "where.any[1].rank.among.not.not",
      "where.any[2]",
    ]);
  });
});

describe("personalTag", () => {
  it("is the strongest of what the value is made of", () => {
    expect(personalTag({ column: "email" }, "customers", shop)).toBe("email");
    expect(personalTag({ part: "month", of: { column: "birthday" } }, "customers", shop)).toBe("birth_date");
    expect(personalTag({ last: { column: "customer.notes" }, of: "orders" }, "customers", shop)).toBe(
      "unclassified",
    );
    expect(personalTag({ count: { column: "status" }, of: "orders" }, "customers", shop)).toBeNull();
  });
});
