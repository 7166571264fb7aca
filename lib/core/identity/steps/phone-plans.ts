import { PLANS } from "../data/phone-plans";

/** Lines of a table and their columns. */
export const rows = (table: string): string[][] =>
  table
    .trim()
    .split("\n")
    .map((line) => line.split("\t"));
export const anyOf = (patterns: readonly string[]): string => `(?:${patterns.join("|")})`;

const words = (text: string): string[] => text.split(" ").filter(Boolean);

export const plans = rows(PLANS).map(
  ([code = "", regions = "", trunk = "", national = "", lengths = ""]) => ({
    code,
    regions: words(regions),
    trunk,
    national,
    lengths: words(lengths).map(Number),
  }),
);

/** The main region of a calling code: "44" is of GB. */
export function regionOfCallingCode(code: string): string | undefined {
  return plans.find((plan) => plan.code === code)?.regions[0];
}
