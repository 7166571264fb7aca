import { randomUUID } from "node:crypto";
import type { StateDialect } from "./dialect";
import type { StateSession } from "./session";

/**
 * `ledger` has a row for every distinct identifier an object holds, held, or may hold; `holder` one for every person
 * behind it. Both know an identifier by `id`, the salted fingerprint of its kind and value: joins over sixteen bytes
 * take a fraction of what they take over text.
 *
 * `possible`: the platform may have it, because it was sent and no removal was acknowledged since.
 * `former`: no longer theirs, but the platform may still know that person by it. Who held something when it was removed
 * still does.
 * `payload`: fingerprint of what was last sent beside it.
 *
 * A plan is laid over the ledger and not written into it: what an open batch holds is in flight, whatever the ledger
 * says, until its answer is folded. So marking ten million rows is marking their batches.
 *
 * `fresh`: the ledger has not heard of it. `again`: it was held already, and is sent once more.
 */
export const TABLES = {
  meta: "name TEXT, value TEXT",
  scope: "id INTEGER, endpoint TEXT, account TEXT, object TEXT, epoch INTEGER",
  ledger: `scope INTEGER, id FINGERPRINT, kind TEXT, value TEXT, state STATE, possible BOOLEAN, payload FINGERPRINT,
    sent_at TIMESTAMP, changed_at TIMESTAMP, refusals INTEGER, retry_at TIMESTAMP, reason TEXT`,
  holder: "scope INTEGER, id FINGERPRINT, key TEXT, former BOOLEAN",
  plan: "number INTEGER, run TEXT, scope INTEGER, lane TEXT, summary TEXT, frozen_at TIMESTAMP",
  plan_batch: `plan INTEGER, number INTEGER, operation TEXT, kind TEXT, row_count INTEGER, in_flight BOOLEAN,
    begun BOOLEAN, folded BOOLEAN, refused INTEGER, sent_at TIMESTAMP`,
  plan_row: `plan INTEGER, batch INTEGER, position INTEGER, id FINGERPRINT, value TEXT, payload TEXT, fresh BOOLEAN,
    again BOOLEAN`,
} as const;

export type TableName = keyof typeof TABLES;

/** Live as long as the opened state. */
export const TEMPORARY: Readonly<Record<string, string>> = {
  // `lead`: the one row of those who share an identifier that says what is sent of it.
  wanted:
    "id FINGERPRINT, key TEXT, kind TEXT, value TEXT, payload TEXT, payload_print FINGERPRINT, lead BOOLEAN",
  eligible: "key TEXT",
  present: "key TEXT",
  // The text of what changes stays where it is until the plan is written.
  change:
    "id FINGERPRINT, kind TEXT, operation TEXT, fresh BOOLEAN, again BOOLEAN, resend BOOLEAN, was_removed BOOLEAN",
  coming: "id FINGERPRINT, kind TEXT, payload TEXT, resend BOOLEAN",
  differing: "id FINGERPRINT, operation TEXT, again BOOLEAN, was_removed BOOLEAN, fresh BOOLEAN",
  remains: "id FINGERPRINT",
  owed: "id FINGERPRINT",
  holding: "id FINGERPRINT, key TEXT, change TEXT",
  touched: "key TEXT",
  forgotten: "id FINGERPRINT",
  withheld: "batch INTEGER, id FINGERPRINT, fresh BOOLEAN, begun BOOLEAN",
  refused_row: "batch INTEGER, position INTEGER, reason TEXT, permanent BOOLEAN, in_doubt BOOLEAN",
};

export function columnsOf(columns: string, dialect: StateDialect): string {
  return columns.replaceAll("FINGERPRINT", dialect.fingerprintType).replaceAll("STATE", dialect.stateType);
}

/** Kept beside what it salts: it makes fingerprints of one sync useless for another, and is no secret from its reader. */
export async function saltOf(session: StateSession): Promise<string> {
  const [kept] = await session.rows<{ value: string }>("SELECT value FROM {meta} WHERE name = 'salt'");
  if (kept) return kept.value;
  const salt = randomUUID();
  await session.run("INSERT INTO {meta} (name, value) VALUES ('salt', CAST($salt AS TEXT))", { salt });
  return salt;
}

/** `{ledger}` becomes the store's own name of that table; braces of anything else stay. */
export function named(sql: string, nameOf: (table: TableName) => string): string {
  return sql.replaceAll(/\{([a-z_]+)\}/g, (whole, name: string) =>
    name in TABLES ? nameOf(name as TableName) : whole,
  );
}
