import type { StateDialect } from "@/lib/state/sql/dialect";

export const duckdbDialect: StateDialect = {
  fingerprintType: "UHUGEINT",
  fingerprint: (text) => `md5_number(${text})`,
  share: (fingerprint) => `(CAST(${fingerprint} % 65536 AS DOUBLE) / 65536)`,
  records: (parameter, columns) =>
    `(SELECT unnest(from_json(${parameter}, '${JSON.stringify([columns])}'), recursive := true))`,
  list: (value, order) => `CAST(to_json(list(${value} ORDER BY ${order})) AS VARCHAR)`,
  // DuckDB's text has no collation of its own.
  bytewise: (text) => text,
};
