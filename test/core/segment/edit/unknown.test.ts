import { expect, it } from "vitest";
import { describe as describeSegment } from "@/lib/core/segment/describe";
import { canIncludeUnknown, includeUnknown } from "@/lib/core/segment/edit/unknown";
import type { Segment } from "@/lib/core/segment/types";
import { shop } from "@/test/factories/shop";

const german = { value: { column: "country" }, is: { eq: "DE" } };
const ordered = { value: { count: true as const, of: "orders" }, is: { gte: 1 } };
const tree: Segment = {
  version: 1,
  entity: "customers",
  where: { all: [german, ordered, { not: { any: [german] } }] },
};

it("lets those in of whom the value is unknown, and the sentence says so", () => {
  const included = includeUnknown(tree, "where.all[0]");
  expect(included.where).toEqual({
    all: [
      { any: [german, { value: { column: "country" }, is: { known: false } }] },
      ordered,
      { not: { any: [german] } },
    ],
  });
  expect(describeSegment({ ...tree, where: included.where }, shop)).toContain(
    "(whose country is “DE”, or whose country is unknown)",
  );
});

it("asks every value a comparison needs", () => {
  const where = { value: { column: "credit" }, is: { gt: { column: "score" } } };
  expect(includeUnknown({ where }, "where").where).toEqual({
    any: [
      where,
      { value: { column: "credit" }, is: { known: false } },
      { value: { column: "score" }, is: { known: false } },
    ],
  });
});

it("is not offered again where the group around it lets them in already", () => {
  const included = includeUnknown(tree, "where.all[0]");
  expect(canIncludeUnknown(tree, "where.all[0]")).toBe(true);
  expect(canIncludeUnknown(included, "where.all[0].any[0]")).toBe(false);
  expect(includeUnknown(included, "where.all[0].any[0]")).toBe(included);
});

it("changes nothing where nothing can be unknown, or where the unknown are in anyway", () => {
  expect(canIncludeUnknown(tree, "where.all[0]")).toBe(true);
  expect(canIncludeUnknown(tree, "where.all[1]")).toBe(false);
  expect(canIncludeUnknown(tree, "where.all[2].not.any[0]")).toBe(false);
  expect(includeUnknown(tree, "where.all[2].not.any[0]")).toBe(tree);
});
