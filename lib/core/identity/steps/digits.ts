import { replace } from "./replace";
import { sequence } from "./run";

/** Where the decimal digits of a script begin: Arabic, Persian, Devanagari, Bengali, Thai, full width. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];

/** Decimal digits of other scripts become ASCII digits. */
export const digits = sequence(
  ...Array.from("0123456789", (digit, value) =>
    replace(`[${ZEROS.map((zero) => String.fromCodePoint(zero + value)).join("")}]`, digit),
  ),
);
