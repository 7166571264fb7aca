import { expect, it } from "vitest";
import { safeNext } from "@/components/sign-in/safe-next";

it("goes back to addresses of ours only", () => {
  expect(safeNext("?next=%2Fsyncs%2F1%3Fa%3Db")).toBe("/syncs/1?a=b");
  expect(safeNext("?next=https%3A%2F%2Felsewhere.test")).toBe("/audiences");
  expect(safeNext("?next=%2F%2Felsewhere.test")).toBe("/audiences");
  expect(safeNext("?next=%2F%5Celsewhere.test")).toBe("/audiences");
  for (const gap of ["%09", "%0A", "%0D", "%09%0A"]) {
    const address = `?next=%2F${gap}%2Felsewhere.test`;
    expect(new URL(`/${decodeURIComponent(gap)}/elsewhere.test`, "https://ours.test").host).toBe(
      "elsewhere.test",
    );
    expect(safeNext(address)).toBe("/audiences");
  }
  expect(safeNext("")).toBe("/audiences");
});
