import { Big } from "big.js";

/** An exact rational; the denominator is positive. Averages are kept unrounded. */
export type Fraction = { readonly numerator: Big; readonly denominator: Big };

export const ZERO: Fraction = whole(0);

/** From digits or a number as it is printed: 0.1 is one tenth. */
export function exact(value: string | number | bigint): Fraction {
  return {
    numerator: new Big(typeof value === "bigint" ? value.toString() : value),
    denominator: new Big(1),
  };
}

export function whole(count: number): Fraction {
  return exact(count);
}

export function add(left: Fraction, right: Fraction): Fraction {
  return {
    numerator: left.numerator.times(right.denominator).plus(right.numerator.times(left.denominator)),
    denominator: left.denominator.times(right.denominator),
  };
}

export function subtract(left: Fraction, right: Fraction): Fraction {
  return add(left, { numerator: right.numerator.neg(), denominator: right.denominator });
}

export function divideBy(fraction: Fraction, count: number): Fraction {
  return { numerator: fraction.numerator, denominator: fraction.denominator.times(count) };
}

export function compareFractions(left: Fraction, right: Fraction): number {
  return left.numerator.times(right.denominator).cmp(right.numerator.times(left.denominator));
}

/** To so many decimal places: to the nearest, halves away from zero. */
export function rounded({ numerator, denominator }: Fraction, places: number): Fraction {
  // One division more than the places asked for would round twice; these are exact.
  const [, fraction = ""] = numerator.toFixed().split(".");
  const shift = 10n ** BigInt(fraction.length);
  const top = BigInt(numerator.toFixed().replace(".", "")) * 10n ** BigInt(places);
  const bottom = BigInt(denominator.toFixed()) * shift;
  const half = top < 0n ? -bottom : bottom;
  const units = (2n * top + half) / (2n * bottom);
  return { numerator: new Big(units.toString()).times(new Big(10).pow(-places)), denominator: new Big(1) };
}

/** The nearest double. */
export function toDouble(fraction: Fraction): number {
  return Number(fraction.numerator.toFixed()) / Number(fraction.denominator.toFixed());
}
