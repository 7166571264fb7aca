import { InvalidInput } from "@/lib/core/errors";
import type { RecordBatch, RecordRow } from "@/lib/core/ports/destination";

/** What is posted. `rows` are numbered from 0 by their place, which is how an answer names them. */
export type Payload = {
  version: 1;
  sync: string | null;
  run: string | null;
  batch: number | null;
  object: string;
  operation: "upsert" | "remove" | "ping";
  /** The field a row is found by. */
  key: string | null;
  rows: readonly { key: string; fields?: RecordRow["fields"] }[];
};

export function payloadOf(batch: RecordBatch): Payload {
  const { operation, object, key, rows, rules, origin } = batch;
  refuseRules(rules);
  return {
    version: 1,
    sync: origin?.sync ?? null,
    run: origin?.run ?? null,
    batch: origin?.batch ?? null,
    object,
    operation,
    key,
    rows: operation === "upsert" ? rows : rows.map((row) => ({ key: row.key })),
  };
}

/** Changes nothing; a receiver answers as it would to rows. */
export const PING: Payload = {
  version: 1,
  sync: null,
  run: null,
  batch: null,
  object: "",
  operation: "ping",
  key: null,
  rows: [],
};

/** What a receiver holds cannot be read, so no rule about it could be kept. */
function refuseRules(rules: RecordBatch["rules"]): void {
  const ruled = Object.keys(rules).filter((field) => rules[field] !== "always");
  if (ruled.length === 0) return;
  throw new InvalidInput({
    code: "RULE_NOT_OFFERED",
    message: `A webhook is sent ${ruled.join(", ")} whatever it holds: nobody can look first.`,
    fix: 'Set these fields of the sync to "always".',
  });
}
