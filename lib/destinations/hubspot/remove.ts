import { InvalidInput } from "@/lib/core/errors";
import { findRecords, same } from "./find";
import { NOT_IN_HUBSPOT } from "./outcome";
import type { Task } from "./upsert";
import { archiveRecords, type Outcome, together, writeRecords } from "./write";

/** Takes rows away as the sync's mirror wants it. A record that is not there any more is away already. */
export async function removeRows({ calls, object, batch, signal }: Task): Promise<Outcome> {
  const { key, rows, removal } = batch;
  if (removal !== "delete" && removal !== "clear_fields") throw cannotRemove(removal);
  const values = rows.map((row) => same(key, row.key));
  const found = await findRecords(calls, { object, key, values, signal });
  const ids = [...new Set(Array.from(found.answer.values(), ({ id }) => id))];
  const before = { refused: [], usage: found.usage };
  if (removal === "delete") return together(before, await archiveRecords(calls, { object, ids, signal }));
  const properties = clearing(batch.rules, batch.rows[0]?.fields ?? {}, key);
  if (Object.keys(properties).length === 0) return before;
  const writes = ids.map((id, row) => ({ row, id, properties }));
  const cleared = await writeRecords(calls, "update", { object, writes, signal });
  const refused = cleared.refused
    .filter(({ reason }) => reason !== NOT_IN_HUBSPOT)
    .flatMap((one) => rowsOf(ids[one.row]!).map((row) => ({ ...one, row })));
  return together(before, { ...cleared, refused });

  function rowsOf(id: string): number[] {
    return values.flatMap((value, row) => (found.answer.get(value)?.id === id ? [row] : []));
  }
}

/** Every field the sync writes, but never what the record is found by. */
function clearing(rules: object, fields: object, key: string): Record<string, string> {
  const names = new Set([...Object.keys(rules), ...Object.keys(fields)]);
  return Object.fromEntries([...names].filter((name) => name !== key).map((name) => [name, ""]));
}

const cannotRemove = (removal: string | null) =>
  new InvalidInput({
    code: "REMOVAL_NOT_OFFERED",
    message: `HubSpot does not know the removal "${removal ?? "none"}".`,
    fix: "Choose delete or clear fields for this sync.",
  });
