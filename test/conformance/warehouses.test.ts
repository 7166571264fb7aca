import { describe, expect, it } from "vitest";
import { warehouses } from "@/lib/warehouses/registry.generated";
import { answersContract } from "./warehouse/answers";
import { dialectContract } from "./warehouse/dialect";
import { faultsContract } from "./warehouse/faults";
import { hostileContract } from "./warehouse/hostile";
import { stands } from "./warehouse/stand";

const definitions = Object.values(warehouses);

it("every warehouse is stood up here, or says why not", () => {
  expect(definitions.filter(({ id }) => stands[id] === undefined).map(({ id }) => id)).toEqual([]);
});

describe.each(definitions.map(({ id, dialect }) => [id, dialect] as const))("%s", (id, dialect) => {
  const stand = stands[id];
  if (typeof stand !== "function") {
    it.skip(`is not asked: ${stand}`, () => {});
    return;
  }
  describe("answers", () => answersContract(dialect, stand));
  describe("faults", () => faultsContract(dialect, stand));
  describe("names and values", () => hostileContract(dialect, stand));
  describe("its dialect", () => dialectContract(dialect, stand));
});
