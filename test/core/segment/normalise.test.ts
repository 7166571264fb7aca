import { expect, it } from "vitest";
import { normalise, normalised } from "@/lib/core/segment/normalise";
import type { Condition } from "@/lib/core/segment/types";

const a: Condition = { value: { column: "a" }, is: { in: ["y", "x", "y"] } };
const b: Condition = { value: { column: "b" }, is: { eq: 1 } };
const c: Condition = { value: { column: "c" }, is: { gte: 2 } };

it("spells groups flat, in one order, each condition once", () => {
  expect(normalise({ all: [c, { all: [b, { all: [] }] }, c] })).toEqual({ all: [b, c] });
  expect(normalise({ any: [{ any: [c] }, b] })).toEqual({ any: [b, c] });
  expect(normalised({ all: [b, { any: [a, c] }] })).toBe(normalised({ all: [{ any: [c, a] }, b] }));
});

it("takes a group of one and a double negation away", () => {
  expect(normalise({ all: [{ any: [b] }] })).toEqual(b);
  expect(normalise({ not: { all: [{ not: b }] } })).toEqual(b);
});

it("sorts what is listed", () => {
  expect(normalise(a)).toEqual({ value: { column: "a" }, is: { in: ["x", "y"] } });
});

it("keeps everyone and no one apart", () => {
  expect(normalise({ all: [] })).toEqual({ all: [] });
  expect(normalise({ any: [] })).toEqual({ any: [] });
  expect(normalise({ all: [{ any: [] }] })).toEqual({ any: [] });
});
