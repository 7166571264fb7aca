import type { ColumnType } from "@/lib/core/catalog/types";
import type { Literal } from "@/lib/core/segment/types";

/**
 * What a person typed as a number: thousands separators and spaces go, money stays exact as text. What is no number
 * stays as typed. A trailing point or zero is kept while typing.
 */
export function readNumber(typed: string, type: ColumnType): Literal {
  const bare = typed.replace(/[\s_'’]/g, "").replace(/,(?=\d{3}(?:\D|$))/g, "");
  if (type.kind === "decimal" || !/^-?\d+(?:\.\d*[1-9])?$/.test(bare)) return bare;
  const number = Number(bare);
  return type.kind === "integer" && !Number.isSafeInteger(number) ? bare : number;
}

/** Those that stayed text because they are no number at all: a heading pasted along, a name among ids. */
export function notNumbers(values: readonly Literal[]): Literal[] {
  return values.filter((value) => typeof value === "string" && !/^-?\d+(\.\d+)?$/.test(value));
}
