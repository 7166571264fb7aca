import fc from "fast-check";
import { plans } from "@/lib/core/identity/steps/phone-plans";
import type { Input } from "./duckdb";

const regions = plans.flatMap((plan) => plan.regions.map((region) => ({ ...plan, region })));

/** Of one region: its own code, trunk prefixes and lengths, put together rightly and wrongly. */
export const number: fc.Arbitrary<Input> = fc
  .constantFrom(...regions)
  .chain(({ region, code, trunk, lengths }) => {
    const beginnings = [
      "",
      "0",
      "00",
      "1",
      "011",
      "8",
      `+${code}`,
      `00${code}`,
      code,
      `+${code} (0)`,
      `+${code}0`,
      "(0)",
      "+",
    ];
    const digits = fc
      .constantFrom(...lengths, 9, 10)
      .chain((length) =>
        fc.array(fc.constantFrom(..."0123456789"), { minLength: length - 1, maxLength: length }),
      );
    const sign = fc.constantFrom("", "", "", "", "", "", " ", "-", "(", ") ", "/", "!", "+", "x", ":");
    const trunks = trunk.split("|").filter((one) => /^[0-9]+$/.test(one));
    return fc.record({
      value: fc
        .tuple(
          fc.constantFrom(...beginnings, ...trunks, ...trunks.map((one) => `+${code}${one}`)),
          digits,
          sign,
          fc.nat(12),
        )
        .map(([begin, rest, mark, at]) => {
          const text = begin + rest.join("");
          return text.slice(0, at) + mark + text.slice(at);
        }),
      country: fc.constantFrom(region, region, region.toLowerCase(), "US", "GB", "Germany", "", null),
    });
  });

const character = fc.constantFrom(
  ...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJK0123456789abzAZ059@@..--__++ \u0000\u00a0Éé"(`~/',
);
export const address = fc
  .tuple(
    fc.array(character, { maxLength: 12 }),
    fc.constantFrom("@", "@x.", "@a-b.", ".x@", "", "@gmail.com", "+x@googlemail.com"),
    fc.array(character, { maxLength: 8 }),
    fc.constantFrom(".test", ".TEST", ".t", ".1a", ".-a", "", ".a-", " ", "."),
  )
  .map(([one, at, two, end]) => one.join("") + at + (at.endsWith(".com") ? "" : two.join("")) + end);
