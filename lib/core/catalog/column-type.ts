import type { ColumnType } from "./types";

/** How a type is written in a catalog file. */
export function typeText(type: ColumnType): string {
  if (type.kind === "decimal") return `decimal(${type.precision},${type.scale})`;
  return type.kind === "timestamp" && type.zone === null ? "timestamptz" : type.kind;
}

/** The type a catalog file names, or what is wrong with the name. Zone-less times are UTC until the column says otherwise. */
export function parseTypeText(text: string): ColumnType | { message: string; fix: string } {
  const word = text.trim().toLowerCase();
  const plain = Object.hasOwn(PLAIN, word) ? PLAIN[word] : undefined;
  if (plain) return plain;
  const decimal = /^decimal\s*\(\s*(\d+)\s*,\s*(\d+)\s*\)$/.exec(word);
  if (decimal) return decimalType(Number(decimal[1]), Number(decimal[2]));
  return { message: `\`${text}\` is not a type.`, fix: typeFix(word) };
}

export const TYPE_NAMES = [
  "text",
  "integer",
  "decimal(p,s)",
  "double",
  "boolean",
  "date",
  "timestamp",
  "timestamptz",
] as const;

const PLAIN: Record<string, ColumnType> = {
  text: { kind: "text" },
  integer: { kind: "integer" },
  double: { kind: "double" },
  boolean: { kind: "boolean" },
  date: { kind: "date" },
  timestamp: { kind: "timestamp", zone: "UTC" },
  timestamptz: { kind: "timestamp", zone: null },
};

/** What warehouses call our types. */
const OTHER_NAMES: Record<string, string> = {
  varchar: "text",
  string: "text",
  char: "text",
  uuid: "text",
  int: "integer",
  int64: "integer",
  bigint: "integer",
  smallint: "integer",
  tinyint: "integer",
  number: "integer` or `decimal(18,4)",
  numeric: "decimal(18,4)",
  money: "decimal(18,4)",
  decimal: "decimal(18,4)",
  float: "double",
  float64: "double",
  real: "double",
  bool: "boolean",
  datetime: "timestamp",
  time: "timestamp",
};

function decimalType(precision: number, scale: number): ColumnType | { message: string; fix: string } {
  if (precision >= 1 && precision <= 38 && scale <= precision) return { kind: "decimal", precision, scale };
  return {
    message: `\`decimal(${precision},${scale})\` is not a type: a decimal has 1 to 38 digits, and no more places than digits.`,
    fix: "Write the digits in all, then the places, like `decimal(18,4)`.",
  };
}

function typeFix(word: string): string {
  if (/^decimal\s*\(\s*\d+$/.test(word)) {
    return 'The comma ended the type; put it in quotes: `type: "decimal(18,4)"`.';
  }
  const name = /^[a-z0-9]+/.exec(word)?.[0] ?? "";
  const other = Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : undefined;
  if (other) return `Use \`${other}\`.`;
  return `Use one of ${TYPE_NAMES.map((one) => `\`${one}\``).join(", ")}.`;
}
