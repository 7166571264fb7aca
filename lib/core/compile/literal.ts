import Big from "big.js";
import { Temporal } from "temporal-polyfill";
import type { ColumnType } from "@/lib/core/catalog/types";
import { InvalidInput } from "@/lib/core/errors";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { isDay, parseInstant } from "@/lib/core/segment/time/parse";
import type { Literal } from "@/lib/core/segment/types";
import { INSTANT, type Quantity } from "./quantity";
import type { Context } from "./scope";

/** Digits a decimal can hold in every warehouse. */
const MAX_DIGITS = 38;
const MAX_INTEGER = new Big("9223372036854775807");

/** A literal of the tree as a typed parameter, fit to be compared with values of the type without losing a digit. */
export function literalQuantity(context: Context, literal: Literal, type: ColumnType): Quantity {
  const bind = (text: Literal, as: ColumnType): Quantity => ({
    expression: context.dialect.literal(text, as),
    type: as,
  });
  if (type.kind === "integer" || type.kind === "decimal") return bind(...exactNumber(literal, type));
  if (type.kind === "timestamp" || (type.kind === "date" && !isDay(String(literal)))) {
    const as = type.kind === "timestamp" ? type : INSTANT;
    const instant = parseInstant(String(literal), context.clock.zone);
    return { expression: instantLiteral(context, instant, as), type: as };
  }
  return bind(literal, type);
}

const FIRST = Temporal.Instant.from("0001-01-01T00:00:00Z");
const LAST = Temporal.Instant.from("9999-12-31T23:59:59.999999Z");

/** Where a bound lies beside what warehouses hold: past either end no literal can be written, and none is needed. */
export function reachOf(bound: Temporal.Instant | Temporal.PlainDate): "before" | "within" | "past" {
  if (bound instanceof Temporal.PlainDate)
    return bound.year < 1 ? "before" : bound.year > 9999 ? "past" : "within";
  if (Temporal.Instant.compare(bound, FIRST) < 0) return "before";
  return Temporal.Instant.compare(bound, LAST) > 0 ? "past" : "within";
}

/**
 * To the microsecond, upwards: warehouses hold no finer, so `t >= bound` keeps its meaning. Clipped to years 1 to 9999.
 * `type`: of the timestamps it stands beside.
 */
export function instantLiteral(context: Context, instant: Temporal.Instant, type: ColumnType): Fragment {
  const text = texts.get(instant) ?? textOf(instant);
  texts.set(instant, text);
  return context.dialect.literal(text, type);
}

/** Most windows of a tree end at the same instant. */
const texts = new WeakMap<Temporal.Instant, string>();

function textOf(instant: Temporal.Instant): string {
  const clipped = clip(instant);
  const isWhole = clipped.epochNanoseconds % 1_000n === 0n;
  const whole = isWhole ? clipped : clipped.round({ smallestUnit: "microsecond", roundingMode: "ceil" });
  return whole.toString();
}

export function dateLiteral(context: Context, date: Temporal.PlainDate): Fragment {
  return context.dialect.literal(date.toString(), { kind: "date" });
}

function clip(instant: Temporal.Instant): Temporal.Instant {
  const reach = reachOf(instant);
  return reach === "before" ? FIRST : reach === "past" ? LAST : instant;
}

/** A type that holds every digit of the literal: rounding it to the column's scale would change the question. */
function exactNumber(literal: Literal, type: ColumnType): [string, ColumnType] {
  const number = parseNumber(literal);
  const text = number.toFixed();
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  if (type.kind === "integer" && fraction === "" && number.abs().lte(MAX_INTEGER)) {
    return [text, { kind: "integer" }];
  }
  if (whole.length + fraction.length > MAX_DIGITS)
    throw notANumber(literal, `has more than ${MAX_DIGITS} digits`);
  const own = type.kind === "decimal" ? type : { precision: 0, scale: 0 };
  const scale = Math.max(fraction.length, own.scale);
  const precision = Math.max(whole.length, own.precision - own.scale) + scale;
  if (precision <= MAX_DIGITS) return [text, { kind: "decimal", precision, scale }];
  return [text, { kind: "decimal", precision: MAX_DIGITS, scale: fraction.length }];
}

function parseNumber(literal: Literal): Big {
  try {
    return new Big(String(literal));
  } catch (cause) {
    throw notANumber(literal, "is not a number", cause);
  }
}

function notANumber(literal: Literal, why: string, cause?: unknown): InvalidInput {
  return new InvalidInput({
    code: "NOT_A_NUMBER",
    message: `"${literal}" ${why}.`,
    fix: "Write a number, such as 1000 or 12.50.",
    cause,
  });
}
