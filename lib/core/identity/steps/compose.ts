import type { NormaliserStep } from "../types";

/** Precomposed characters, so that é typed in two ways is one text. */
export const compose: NormaliserStep = {
  text: (value) =>
    value
      .split(unknown)
      .map((part) => part.normalize("NFC"))
      .join(""),
  sql: (value, { dialect }) => dialect.nfc(value),
};

/**
 * Characters that Unicode added too recently (15.1 to 17) for DuckDB 1.5 to know that they combine. It takes them for letters
 * that nothing joins, and so do we. They are the inside of [ ] in a pattern.
 */
export const UNKNOWN_TO_WAREHOUSES = [
  [0x897],
  [0x1acf, 0x1aeb],
  [0x105d2],
  [0x105da],
  [0x10d69, 0x10d6d],
  [0x11382, 0x113d0],
  [0x1611e, 0x1612f],
  [0x16d63, 0x16d67],
  [0x1e5ee],
  [0x1e6e3, 0x1e6f5],
]
  .map((range) => range.map((code) => String.fromCodePoint(code)).join("-"))
  .join("");

const unknown = new RegExp(`([${UNKNOWN_TO_WAREHOUSES}])`, "u");
