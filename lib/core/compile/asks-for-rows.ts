import type { MeasureScope, Test, Value, ValueCondition } from "@/lib/core/segment/types";

/** A count compared in a way that only asks whether there is a row: no warehouse needs to count for it. */
export function asksForRows({ value, is }: ValueCondition): {
  measure: MeasureScope;
  wanted: "some" | "none";
} | null {
  if (!countsRows(value)) return null;
  const wanted = wantedRows(is);
  return wanted && { measure: value, wanted };
}

function countsRows(value: Value): value is Extract<Value, { count: unknown }> & { count: true } {
  return "count" in value && value.count === true;
}

function wantedRows(test: Test): "some" | "none" | null {
  if ("gte" in test && isNumber(test.gte, 1)) return "some";
  if ("gt" in test && isNumber(test.gt, 0)) return "some";
  if ("not_eq" in test && isNumber(test.not_eq, 0)) return "some";
  if ("eq" in test && isNumber(test.eq, 0)) return "none";
  if ("lt" in test && isNumber(test.lt, 1)) return "none";
  if ("lte" in test && isNumber(test.lte, 0)) return "none";
  return null;
}

/** Numbers may be written as text. */
function isNumber(operand: unknown, number: number): boolean {
  return operand === number || operand === String(number);
}
