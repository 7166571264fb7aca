import type { NormaliserStep } from "../types";

/** Precomposed characters, so that é typed in two ways is one text. */
export const compose: NormaliserStep = {
  text: (value) =>
    value
      .split(UNKNOWN_TO_WAREHOUSES)
      .map((part) => part.normalize("NFC"))
      .join(""),
  sql: (value, { dialect }) => dialect.nfc(value),
};

/**
 * Characters that Unicode added too recently (15.1 to 17) for DuckDB 1.5 to know that they combine. It takes them for letters
 * that nothing joins, and so do we.
 */
const UNKNOWN_TO_WAREHOUSES = new RegExp(
  `([${[
    ...[
      "\\u{897}",
      "\\u{1acf}-\\u{1aeb}",
      "\\u{105d2}",
      "\\u{105da}",
      "\\u{10d69}-\\u{10d6d}",
      "\\u{11382}-\\u{113d0}",
    ],
    ...["\\u{1611e}-\\u{1612f}", "\\u{16d63}-\\u{16d67}", "\\u{1e5ee}", "\\u{1e6e3}-\\u{1e6f5}"],
  ].join("")}])`,
  "u",
);
