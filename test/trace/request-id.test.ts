import { expect, it } from "vitest";
import { requestIdOf } from "@/lib/trace/request-id";

const idOf = (given: string) => requestIdOf(new Headers({ "x-request-id": given }));
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it("keeps the id a proxy gave", () => {
  for (const given of [
    "0193c1de-7a52-7b1e-9c55-2f0c9a0c1d2e",
    "4bf92f3577b34da6a3ce929d0e0e4736",
    "Root=1-67891233-abcdef012345678912345678",
  ]) {
    expect(idOf(given)).toBe(given);
  }
});

it("makes one where there is none, and where it could be anything else", () => {
  expect(requestIdOf(new Headers())).toMatch(UUID);
  for (const given of [
    "ada@people.test-0123456789",
    "+4915112345678900",
    "491511234567890",
    "two words of sixteen",
    "x".repeat(129),
  ]) {
    expect(idOf(given)).toMatch(UUID);
  }
});
