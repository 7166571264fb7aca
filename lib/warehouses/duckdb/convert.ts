import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from "@duckdb/node-api";

/** A value as the port promises it: exact numbers as text, times as ISO text in UTC. */
export function toPlain(value: DuckDBValue): string | number | boolean | null {
  if (value === null || typeof value === "boolean" || typeof value === "number") return value;
  if (typeof value === "string") return value;
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue)
    return iso(value.micros);
  if (value instanceof DuckDBTimestampSecondsValue) return iso(value.seconds * 1_000_000n);
  if (value instanceof DuckDBTimestampMillisecondsValue) return iso(value.millis * 1_000n);
  if (value instanceof DuckDBTimestampNanosecondsValue) return iso(value.nanos / 1_000n);
  if (value instanceof DuckDBDateValue || value instanceof DuckDBDecimalValue) return value.toString();
  return String(value);
}

/** `2014-07-01T00:00:00Z`, with microseconds only where there are any. */
function iso(micros: bigint): string {
  const rest = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = new Date(Number((micros - rest) / 1_000n)).toISOString().replace(".000Z", "");
  return rest === 0n ? `${seconds}Z` : `${seconds}.${rest.toString().padStart(6, "0")}Z`;
}
