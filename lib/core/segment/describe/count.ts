import { decimalParts } from "../literal";
import type { CountValue, Operand, Test } from "../types";
import { amountWords } from "./literal";
import type { Describing } from "./scope";
import { countedRows } from "./value";

/** A count against a number reads as having rows: "with at least 3 orders"; null where it does not. */
export function countClause(
  value: CountValue,
  test: Test,
  isNegated: boolean,
  here: Describing,
): string | null {
  const words = amountOf(isNegated ? negate(test) : test);
  if (words === null) return null;
  const isOne = words.count === "1";
  const rows = countedRows(value, value.count === true ? null : value.count, here, isOne);
  return `with ${words.before}${isOne && words.before !== "no " ? "one" : words.count} ${rows}`.replace(
    / {2,}/g,
    " ",
  );
}

type Amount = { before: string; count: string };

function amountOf(test: Test | null): Amount | null {
  if (test === null) return null;
  if ("eq" in test)
    return numbered(test.eq, (n) => (n === 0n ? NONE : { before: "exactly ", count: shown(n) }));
  if ("gte" in test) return numbered(test.gte, atLeast);
  if ("gt" in test) return numbered(test.gt, (n) => atLeast(n + 1n, n));
  if ("lte" in test) return numbered(test.lte, atMost);
  if ("lt" in test)
    return numbered(test.lt, (n) => (n <= 1n ? NONE : { before: "fewer than ", count: shown(n) }));
  if ("not_eq" in test) return numbered(test.not_eq, (n) => (n === 0n ? atLeast(1n) : null));
  if ("between" in test) return between(test.between[0], test.between[1]);
  return null;
}

const NONE: Amount = { before: "no ", count: "" };

/** `moreThan`: the number as it was written, when it was written as more than. */
function atLeast(n: bigint, moreThan?: bigint): Amount | null {
  if (n <= 0n) return null;
  if (moreThan !== undefined && moreThan > 0n) return { before: "more than ", count: shown(moreThan) };
  return { before: "at least ", count: shown(n) };
}

function atMost(n: bigint): Amount {
  return n <= 0n ? NONE : { before: "at most ", count: shown(n) };
}

function between(low: Operand, high: Operand): Amount | null {
  return numbered(low, (from) =>
    numbered(high, (to) => ({ before: "", count: `${shown(from)} to ${shown(to)}` })),
  );
}

/** Null where the right side is another value. Literals of a count are whole, "3.0" among them. */
function numbered(operand: Operand, words: (n: bigint) => Amount | null): Amount | null {
  const parts = typeof operand === "object" ? null : decimalParts(operand);
  return parts && words(BigInt(`${parts.negative ? "-" : ""}${parts.whole}`));
}

function shown(n: bigint): string {
  return amountWords(String(n));
}

/** A count is always known, so the opposite of a test of it is again a test. */
function negate(test: Test): Test | null {
  if ("eq" in test) return { not_eq: test.eq };
  if ("not_eq" in test) return { eq: test.not_eq };
  if ("gt" in test) return { lte: test.gt };
  if ("gte" in test) return { lt: test.gte };
  if ("lt" in test) return { gte: test.lt };
  if ("lte" in test) return { gt: test.lte };
  return null;
}
