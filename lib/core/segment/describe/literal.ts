import type { ColumnType } from "@/lib/core/catalog/types";
import { decimalParts } from "../literal";
import { MONTHS } from "../part-names";
import type { Literal } from "../types";

/** A literal as a sentence shows it. Integers of columns are often ids, so only amounts get thousands separators. */
export function literalWords(literal: Literal, type: ColumnType): string {
  switch (type.kind) {
    case "text":
      return `“${literal}”`;
    case "boolean":
      return literal === true ? "yes" : "no";
    case "date":
    case "timestamp":
      return momentWords(String(literal));
    case "decimal":
      return amountWords(literal);
    case "integer":
    case "double":
      return String(literal);
  }
}

/** 1234567.5 as "1,234,567.5", every digit kept. */
export function amountWords(literal: Literal): string {
  const parts = decimalParts(literal);
  if (!parts) return String(literal);
  const whole = parts.whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${parts.negative ? "-" : ""}${whole}${parts.places === "" ? "" : `.${parts.places}`}`;
}

/** "2014-03-30" as "30 March 2014"; a time keeps its clock and says its zone. */
export function momentWords(text: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T([0-9:.]+)(Z|[+-].*)?)?$/.exec(text);
  if (!match) return text;
  const [, year, month, day, clock, offset] = match;
  const date = `${Number(day)} ${MONTHS[Number(month) - 1]} ${Number(year)}`;
  if (clock === undefined) return date;
  const zone = offset === undefined ? "" : ` ${offset === "Z" ? "UTC" : `UTC${offset}`}`;
  return `${date} ${clock.replace(/^(\d\d:\d\d):00$/, "$1")}${zone}`;
}
