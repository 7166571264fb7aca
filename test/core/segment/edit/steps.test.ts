import { describe, expect, it } from "vitest";
import { addStep, changeStep, moveStepOf, removeStep } from "@/lib/core/segment/edit/steps";
import type { SequenceStep } from "@/lib/core/segment/types";

const visits: SequenceStep = { of: "visits" };
const orders: SequenceStep = { of: "orders", within: 7, unit: "day" };
const noReturn: SequenceStep = { of: "returns", within: 30, unit: "day", none: true };
const tree = { where: { sequence: { steps: [visits, orders, noReturn], anchor: "any" } } };
const LIST = "where.sequence.steps";
const steps = (edited: typeof tree) => edited.where.sequence.steps;

describe("the steps of a sequence", () => {
  it("are added at the end, changed and taken away", () => {
    expect(steps(addStep(tree, LIST, { of: "visits" }))).toEqual([
      visits,
      orders,
      noReturn,
      { of: "visits" },
    ]);
    expect(steps(changeStep(tree, LIST, 1, { of: "orders" }))).toEqual([visits, { of: "orders" }, noReturn]);
    expect(steps(removeStep(tree, LIST, 1))).toEqual([visits, noReturn]);
  });

  it("change places, and those that did not stay the same objects", () => {
    const moved = steps(moveStepOf(tree, LIST, 1, 2));
    expect(moved).toEqual([visits, noReturn, orders]);
    expect(moved[0]).toBe(visits);
    expect(moved[2]).toBe(orders);
  });

  it("lose what says nothing of the first: how soon after, and that it did not happen", () => {
    expect(steps(moveStepOf(tree, LIST, 2, 0))).toEqual([{ of: "returns" }, visits, orders]);
    expect(steps(removeStep(tree, LIST, 0))).toEqual([{ of: "orders" }, noReturn]);
  });
});
