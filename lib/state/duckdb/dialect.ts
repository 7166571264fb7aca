import type { StateDialect } from "@/lib/state/sql/dialect";

export const duckdbDialect: StateDialect = {
  fingerprintType: "UHUGEINT",
  // A byte instead of a text: writing a million of them takes a fifth less. Files from before keep their texts.
  stateType: "ENUM('due', 'in_flight', 'held', 'unverified', 'refused', 'removed')",
  fingerprint: (text) => `md5_number(${text})`,
  // Division of such numbers is slow; the last bits are what it would leave.
  share: (fingerprint) => `(CAST(${fingerprint} & 65535 AS DOUBLE) / 65536)`,
  records: (parameter, columns) =>
    `(SELECT unnest(from_json(${parameter}, '${JSON.stringify([columns])}'), recursive := true))`,
  // Of several values the inner one is an exclusive or, which two that swap a value would cancel out of a sum.
  hash: (...values) => (values.length === 1 ? `hash(${values[0]})` : `hash(hash(${values.join(", ")}))`),
  // DuckDB's text has no collation of its own.
  bytewise: (text) => text,
};
