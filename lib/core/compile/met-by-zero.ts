import { foldTest } from "@/lib/core/segment/kinds";
import type { Operand, Test } from "@/lib/core/segment/types";

/**
 * Whether 0 could meet the test. Where it cannot, a member without any row needs no 0 filled in: unknown fails as well,
 * and warehouses then join only the members that have rows.
 */
export function mayBeMetByZero(test: Test): boolean {
  const zero = (operand: Operand, holds: (number: number) => boolean) =>
    typeof operand === "object" || holds(Number(operand));
  return foldTest<boolean>(test, {
    eq: (node) => zero(node.eq, (n) => n === 0),
    not_eq: (node) => zero(node.not_eq, (n) => n !== 0),
    in: (node) => node.in.some((n) => Number(n) === 0),
    not_in: (node) => node.not_in.every((n) => Number(n) !== 0),
    gt: (node) => zero(node.gt, (n) => n < 0),
    gte: (node) => zero(node.gte, (n) => n <= 0),
    lt: (node) => zero(node.lt, (n) => n > 0),
    lte: (node) => zero(node.lte, (n) => n >= 0),
    between: ({ between: [low, high] }) => zero(low, (n) => n <= 0) && zero(high, (n) => n >= 0),
    contains: () => true,
    not_contains: () => true,
    starts_with: () => true,
    ends_with: () => true,
    known: () => true,
    during: () => true,
    anniversary: () => true,
  });
}
