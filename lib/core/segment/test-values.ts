import { foldTest } from "./kinds";
import type { Operand, Test, Value, Window } from "./types";

/** The values a test compares with or reads, as far as they are values: literals are none. */
export function testValues(test: Test): Value[] {
  const none = () => [];
  const operands = (...given: Operand[]) => given.filter((one): one is Value => typeof one === "object");
  const window = (given: Window) => ("after" in given ? [given.after] : []);
  return foldTest<Value[]>(test, {
    eq: (node) => operands(node.eq),
    not_eq: (node) => operands(node.not_eq),
    in: none,
    not_in: none,
    gt: (node) => operands(node.gt),
    gte: (node) => operands(node.gte),
    lt: (node) => operands(node.lt),
    lte: (node) => operands(node.lte),
    between: (node) => operands(...node.between),
    contains: (node) => operands(node.contains),
    not_contains: (node) => operands(node.not_contains),
    starts_with: (node) => operands(node.starts_with),
    ends_with: (node) => operands(node.ends_with),
    known: none,
    during: (node) => window(node.during),
    anniversary: (node) => window(node.anniversary),
  });
}
