import { InvalidInput } from "@/lib/core/errors";
import type { RecordRow } from "@/lib/core/ports/destination";
import { findRecords, isMain, same } from "./find";
import { NOT_IN_HUBSPOT } from "./outcome";
import type { Task } from "./upsert";
import { archiveRecords, type Outcome, together, type Write, writeRecords } from "./write";

/**
 * Takes rows away as the sync's mirror wants it. A record that is not there any more is away already, and so is one that was
 * merged into another, or has another address by now: it belongs to whoever has that address, who may well stay.
 */
export async function removeRows({ calls, object, batch }: Task): Promise<Outcome> {
  const { key, rows, removal } = batch;
  if (removal !== "delete" && removal !== "clear_fields") throw cannotRemove(removal);
  const values = rows.map((row) => same(key, row.key));
  const found = await findRecords(calls, { object, key, values });
  const before = { refused: [], usage: found.usage };
  const own = [...found.answer].filter(([value, record]) => isMain(key, value, record));
  const ids = own.map(([, { id }]) => id);
  if (removal === "delete") return together(before, await archiveRecords(calls, { object, ids }));
  const writes = ids.map((id): Write => {
    const row = values.findIndex((value) => found.answer.get(value)?.id === id);
    return { row, id, properties: cleared(rows[row]!, key) };
  });
  const emptied = writes.filter(({ properties }) => Object.keys(properties).length > 0);
  const { refused, usage } = await writeRecords(calls, "update", { object, writes: emptied });
  return together(before, { refused: refused.filter(({ reason }) => reason !== NOT_IN_HUBSPOT), usage });
}

/** Every field the row names, but never what the record is found by. */
function cleared({ fields }: RecordRow, key: string): Record<string, string> {
  const names = Object.keys(fields).filter((name) => name !== key);
  return Object.fromEntries(names.map((name) => [name, ""]));
}

const cannotRemove = (removal: string | null) =>
  new InvalidInput({
    code: "REMOVAL_NOT_OFFERED",
    message: `HubSpot does not know the removal "${removal ?? "none"}".`,
    fix: "Choose delete or clear fields for this sync.",
  });
