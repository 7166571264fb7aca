import type { RecordBatch, RecordField, RefusedRow } from "@/lib/core/ports/destination";
import type { Found } from "./answers";
import type { Calls } from "./calls";
import { findRecords, same } from "./find";
import { notThere } from "./outcome";
import { EMAIL, type ObjectId, RECORD_ID } from "./properties";
import { allowedFields, ruledFields } from "./rules";
import { type Outcome, together, type Write, writeRecords } from "./write";

export type Task = {
  calls: Calls;
  object: ObjectId;
  batch: RecordBatch;
  /** How the account describes its fields; asked only where a rule needs it. */
  describe: () => Promise<readonly RecordField[]>;
};

/** Two of our rows are one record there: the first is written. */
export const SAME_RECORD = "SAME_RECORD";

/**
 * Writes rows by their key. A unique property of the account's own goes through `batch/upsert` (or `batch/update`) at once.
 * Email does not: HubSpot supports no partial upsert by it, so contacts are found first and then written by record id.
 */
export async function writeRows(task: Task): Promise<Outcome> {
  const { batch } = task;
  const { rows, key, mode, rules } = batch;
  const ruled = ruledFields(rules, rows);
  const isDirect = key !== EMAIL && key !== RECORD_ID && mode !== "insert_only" && ruled.length === 0;
  return isDirect ? writeByKey(task) : writeFound(task, ruled);
}

function writeByKey({ calls, object, batch }: Task): Promise<Outcome> {
  const { key: idProperty, mode, rows } = batch;
  const nothing = { rules: {}, fields: [] };
  const writes = rows.map((row, at) => ({
    row: at,
    id: row.key,
    properties: allowedFields(row, {}, nothing),
  }));
  const verb = mode === "update_only" ? "update" : "upsert";
  return writeRecords(calls, verb, { object, writes, idProperty });
}

/** Finds the records first, then updates those there are and creates those there are not, as the mode allows. */
async function writeFound(task: Task, ruled: readonly string[], isSecondLook = false): Promise<Outcome> {
  const { calls, object, batch } = task;
  const { key, rows, mode, rules, order } = batch;
  const values = rows.map((row) => same(key, row.key));
  const found = await findRecords(calls, { object, key, values, properties: ruled });
  const fields = ruled.length > 0 ? await task.describe() : [];
  const doubled = doublesOf(values, found.answer);
  const updates: Write[] = [];
  const creates: Write[] = [];
  const missing: RefusedRow[] = [];
  for (const [at, row] of rows.entries()) {
    if (doubled.has(at)) continue;
    const record = found.answer.get(values[at]!);
    if (record && mode === "insert_only") continue;
    const properties = allowedFields(row, record?.properties ?? {}, { rules, order, fields });
    if (record) updates.push({ row: at, id: record.id, properties });
    else if (mode === "update_only" || key === RECORD_ID) missing.push(notThere(at));
    else creates.push({ row: at, properties: { ...filled(properties), [key]: values[at]! } });
  }
  const changing = updates.filter(({ properties }) => Object.keys(properties).length > 0);
  const updated = await writeRecords(calls, "update", { object, writes: changing });
  const created = await writeRecords(calls, "create", { object, writes: creates });
  const refused = [...missing, ...Array.from(doubled, (row) => ({ row, reason: SAME_RECORD }))];
  const before = together({ refused, usage: found.usage }, updated);
  return together(before, isSecondLook ? created : await lookAgain(task, ruled, created));
}

/** What is there although it was not when we looked was made meanwhile, or is another record with a value of this one. */
const TAKEN = ["CONFLICT", "CONFLICTING_UNIQUE_VALUE"];

/** A record that someone else made since we looked is found the second time; another that is in the way stays refused. */
async function lookAgain(task: Task, ruled: readonly string[], created: Outcome): Promise<Outcome> {
  const met = created.refused.filter(({ reason }) => TAKEN.includes(reason));
  if (met.length === 0) return created;
  const rows = met.map(({ row }) => task.batch.rows[row]!);
  const second = await writeFound({ ...task, batch: { ...task.batch, rows } }, ruled, true);
  const refused = second.refused.map((one) => ({ ...one, row: met[one.row]!.row }));
  const others = created.refused.filter((one) => !met.includes(one));
  return together({ refused: others, usage: created.usage }, { refused, usage: second.usage });
}

/** Rows after the first of a value, or of a record that two values lead to. */
function doublesOf(values: readonly string[], found: ReadonlyMap<string, Found>): Set<number> {
  const seen = new Set<string>();
  const doubles = new Set<number>();
  for (const [at, value] of values.entries()) {
    const record = found.get(value);
    const one = record ? `record ${record.id}` : `value ${value}`;
    if (seen.has(one)) doubles.add(at);
    seen.add(one);
  }
  return doubles;
}

/** Nothing is to be cleared of a record that is only now made. */
const filled = (properties: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== ""));
