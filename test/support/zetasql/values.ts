import Big from "big.js";
import { Temporal } from "temporal-polyfill";

/** The types of columns, parameters and results. */
export type SqlType =
  | "STRING"
  | "INT64"
  | "NUMERIC"
  | "BIGNUMERIC"
  | "FLOAT64"
  | "BOOL"
  | "DATE"
  | "DATETIME"
  | "TIMESTAMP";
/** Everything but a boolean is read from its text. */
export type Cell = string | number | bigint | boolean | null;

/** A value of the protocol: one field, named after the type; none is NULL. */
export type Wire = Record<string, unknown>;

export const TYPE_KINDS: Record<SqlType, string> = {
  STRING: "TYPE_STRING",
  INT64: "TYPE_INT64",
  NUMERIC: "TYPE_NUMERIC",
  BIGNUMERIC: "TYPE_BIGNUMERIC",
  FLOAT64: "TYPE_DOUBLE",
  BOOL: "TYPE_BOOL",
  DATE: "TYPE_DATE",
  DATETIME: "TYPE_DATETIME",
  TIMESTAMP: "TYPE_TIMESTAMP",
};

type Codec = { encode(cell: NonNullable<Cell>): Wire; decode(value: Wire): string | number | boolean };

export function encode(cell: Cell, type: SqlType): Wire {
  return cell === null ? {} : CODECS[type].encode(cell);
}

/** As a result is printed: exact numbers and times as text. */
export function decode(value: Wire, type: SqlType): string | number | boolean | null {
  return Object.keys(value).some((name) => name.endsWith("Value")) ? CODECS[type].decode(value) : null;
}

const CODECS: Record<SqlType, Codec> = {
  STRING: { encode: (cell) => ({ stringValue: String(cell) }), decode: (value) => String(value.stringValue) },
  INT64: { encode: (cell) => ({ int64Value: String(cell) }), decode: (value) => String(value.int64Value) },
  NUMERIC: scaled("numericValue", 9),
  BIGNUMERIC: scaled("bignumericValue", 38),
  FLOAT64: {
    encode: (cell) => ({ doubleValue: Number(cell) }),
    decode: (value) => Number(value.doubleValue),
  },
  BOOL: { encode: (cell) => ({ boolValue: cell === true }), decode: (value) => value.boolValue === true },
  DATE: {
    encode: (cell) => ({ dateValue: EPOCH.until(String(cell)).days }),
    decode: (value) => EPOCH.add({ days: Number(value.dateValue) }).toString(),
  },
  DATETIME: { encode: encodeDatetime, decode: decodeDatetime },
  TIMESTAMP: { encode: encodeTimestamp, decode: decodeTimestamp },
};

const EPOCH = Temporal.PlainDate.from("1970-01-01");

/** A whole number of the smallest parts, in as few little-endian bytes as hold it and its sign. */
function scaled(field: string, scale: number): Codec {
  return {
    encode: (cell) => {
      let rest = BigInt(new Big(String(cell)).times(`1e${scale}`).toFixed(0));
      const bytes: number[] = [];
      do {
        bytes.push(Number(BigInt.asUintN(8, rest)));
        rest >>= 8n;
      } while (!isSignOf(rest, bytes.at(-1)!));
      return { [field]: Buffer.from(bytes) };
    },
    decode: (value) => {
      const bytes = [...(value[field] as Buffer)].reverse();
      const number = BigInt.asIntN(
        bytes.length * 8,
        bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n),
      );
      // Not divided, which would round.
      return new Big(number.toString()).times(`1e-${scale}`).toFixed();
    },
  };
}

function isSignOf(rest: bigint, lastByte: number): boolean {
  return (rest === 0n && lastByte < 128) || (rest === -1n && lastByte >= 128);
}

/** Year, month, day, hour, minute and second in bits, from the top. */
function encodeDatetime(cell: NonNullable<Cell>): Wire {
  const { year, month, day, hour, minute, second, ...fraction } = fieldsOf(localTime(cell));
  const date = (BigInt(year) << 9n) | (BigInt(month) << 5n) | BigInt(day);
  const time = (BigInt(hour) << 12n) | (BigInt(minute) << 6n) | BigInt(second);
  return {
    datetimeValue: { bitFieldDatetimeSeconds: ((date << 17n) | time).toString(), nanos: fraction.nanos },
  };
}

/** A zone-less time may be written as an instant in UTC. */
function localTime(cell: NonNullable<Cell>): Temporal.PlainDateTime {
  return Temporal.PlainDateTime.from(String(cell).replace(/Z$/, ""));
}

function decodeDatetime(value: Wire): string {
  const { bitFieldDatetimeSeconds, nanos = 0 } = value.datetimeValue as {
    bitFieldDatetimeSeconds: string;
    nanos?: number;
  };
  const bits = BigInt(bitFieldDatetimeSeconds);
  const take = (shift: bigint, width: number) => Number(BigInt.asUintN(width, bits >> shift));
  const at = new Temporal.PlainDateTime(
    take(26n, 14),
    take(22n, 4),
    take(17n, 5),
    take(12n, 5),
    take(6n, 6),
    take(0n, 6),
  );
  return at.add({ microseconds: nanos / 1000 }).toString();
}

function fieldsOf(at: Temporal.PlainDateTime) {
  const { year, month, day, hour, minute, second, millisecond, microsecond } = at;
  return { year, month, day, hour, minute, second, nanos: millisecond * 1_000_000 + microsecond * 1000 };
}

function encodeTimestamp(cell: NonNullable<Cell>): Wire {
  const nanoseconds = Temporal.Instant.from(String(cell)).epochNanoseconds;
  const nanos = ((nanoseconds % BILLION) + BILLION) % BILLION;
  return { timestampValue: { seconds: ((nanoseconds - nanos) / BILLION).toString(), nanos: Number(nanos) } };
}

const BILLION = 1_000_000_000n;

function decodeTimestamp(value: Wire): string {
  const { seconds = "0", nanos = 0 } = value.timestampValue as { seconds?: string; nanos?: number };
  return new Temporal.Instant(BigInt(seconds) * BILLION + BigInt(nanos)).toString();
}
