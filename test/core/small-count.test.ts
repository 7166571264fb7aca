import { expect, it } from "vitest";
import { sizeWithin, smallCount } from "@/lib/core/small-count";

it("hides one to nine people", () => {
  expect([0, 1, 9, 10, 3_412].map(smallCount)).toEqual([0, "<10", "<10", 10, 3_412]);
});

it("hides a size that would tell how few are left out", () => {
  const sizes = [0, 9, 10, 90, 91, 99, 100].map((members) => sizeWithin(members, 100));
  expect(sizes).toEqual([0, "<10", 10, 90, "all but a few", "all but a few", 100]);
  expect(sizeWithin(4, 6)).toBe("<10");
});
