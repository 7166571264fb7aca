/** A column of a result, as the service describes it. */
export type Field = { name: string; type: string; mode?: string; collation?: string };
/** A row of a result as it comes: every cell text or null. */
export type RawRow = { f: { v: string | null }[] };
export type Plain = string | number | boolean | null;

/** A cell as the port promises it: exact numbers as text, times as ISO text in UTC. */
export function toPlain(cell: string | null, { type }: Field): Plain {
  if (cell === null) return null;
  return CONVERTERS[type]?.(cell) ?? cell;
}

const iso = (cell: string) => `${padded(cell)}Z`;
const instant = (cell: string) => isoOfMicroseconds(BigInt(cell));
const truth = (cell: string) => cell === "true";

const CONVERTERS: Readonly<Record<string, (cell: string) => Plain>> = {
  FLOAT: Number,
  FLOAT64: Number,
  BOOLEAN: truth,
  BOOL: truth,
  DATETIME: iso,
  TIMESTAMP: instant,
};

/** Microseconds only where there are any, and then all six digits. */
function padded(time: string): string {
  const [whole = "", fraction = ""] = time.split(".");
  return /[1-9]/.test(fraction) ? `${whole}.${fraction.padEnd(6, "0")}` : whole;
}

function isoOfMicroseconds(micros: bigint): string {
  const rest = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = new Date(Number((micros - rest) / 1_000n)).toISOString().replace(".000Z", "");
  return rest === 0n ? `${seconds}Z` : `${seconds}.${rest.toString().padStart(6, "0")}Z`;
}
