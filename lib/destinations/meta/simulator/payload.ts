import { z } from "zod";

/** https://developers.facebook.com/docs/marketing-api/reference/custom-audience/users (2025-10-08) */
const MAX_ROWS = 10_000;

const PLAIN = ["EXTERN_ID", "MADID"];
const ALONE = ["EMAIL", "PHONE", "MADID", "EXTERN_ID"] as const;
/** What makes one identifier together, in the order Coterie's ledger joins them. */
const TOGETHER = ["FN", "LN", "FI", "CT", "ST", "ZIP", "COUNTRY", "GEN", "DOBY", "DOBM", "DOBD"];
const COLUMNS: readonly string[] = [...ALONE, ...TOGETHER];

const Rows = z.object({ schema: z.array(z.string()).min(1), data: z.array(z.array(z.string())) });
const Session = z.object({
  session_id: z.number().int().positive(),
  batch_seq: z.number().int().positive(),
  last_batch_flag: z.boolean(),
  estimated_num_total: z.number().int().min(0).optional(),
});
export type Session = z.infer<typeof Session>;

/** How the identifiers of an audience are counted. */
export const KINDS = ["EMAIL", "PHONE", "MADID", "EXTERN_ID", "NAME"] as const;

/** What was sent, by kind. */
export type Sent = { kind: (typeof KINDS)[number]; values: string[] }[];
export type Reading =
  | { problem: string }
  | { rows: number; invalid: number; identifiers: Sent; session: Session };

/** Reads `/{audience}/users` as strictly as the platform: a wrong request is refused whole, a wrong row is counted. */
export function readUsers(body: Readonly<Record<string, unknown>>, refusedRows: number): Reading {
  const payload = Rows.safeParse(body.payload);
  if (!payload.success) return { problem: "payload needs a schema and rows of texts" };
  const session = Session.safeParse(body.session);
  if (!session.success) return { problem: "session needs session_id, batch_seq and last_batch_flag" };
  const { schema, data } = payload.data;
  const unknown = schema.find((column) => !COLUMNS.includes(column));
  if (unknown !== undefined) return { problem: `schema has no ${unknown}` };
  if (new Set(schema).size < schema.length) return { problem: "schema names a column twice" };
  if (data.length === 0) return { problem: "data is empty" };
  if (data.length > MAX_ROWS) return { problem: `data has more than ${MAX_ROWS} rows` };
  if (data.some((row) => row.length !== schema.length)) return { problem: "a row has not one cell a column" };
  const good = data.filter((row, index) => index >= refusedRows && isValid(schema, row));
  return {
    rows: data.length,
    invalid: data.length - good.length,
    identifiers: identifiersOf(schema, good),
    session: session.data,
  };
}

const HASH = /^[0-9a-f]{64}$/;

function isValid(schema: readonly string[], row: readonly string[]): boolean {
  if (row.every((cell) => cell === "")) return false;
  return row.every((cell, column) => cell === "" || PLAIN.includes(schema[column]!) || HASH.test(cell));
}

function identifiersOf(schema: readonly string[], rows: readonly (readonly string[])[]): Sent {
  const columns = TOGETHER.map((column) => schema.indexOf(column));
  const together = columns.some((column) => column >= 0)
    ? rows
        .map((row) => columns.map((column) => row[column] ?? "").join("|"))
        .filter((value) => /[^|]/.test(value))
    : [];
  const alone = ALONE.flatMap((kind) => {
    const column = schema.indexOf(kind);
    const values = column < 0 ? [] : rows.map((row) => row[column]!).filter((value) => value !== "");
    return values.length > 0 ? [{ kind, values }] : [];
  });
  return together.length > 0 ? [...alone, { kind: "NAME" as const, values: together }] : alone;
}
