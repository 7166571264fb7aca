import { emailsOf, OWN_ID } from "./people";
import { OBJECT_TYPES } from "./properties";
import type { Rates } from "./rates";
import type { List, StoredRecord, World } from "./world";

/** `?records=1` lists every record and every member as well, `?identifiers=1` what the members are found by. */
export function stateOf(world: World, rates: Rates, query: URLSearchParams) {
  const tables = OBJECT_TYPES.map((type) => [type, [...world.tables[type].records.values()]] as const);
  const lists = [...world.lists.values()];
  return {
    counts: Object.fromEntries(tables.map(([type, records]) => [type, records.length])),
    audiences: lists.map((list) => audience(world, list, query.has("identifiers"))),
    calls: { total: rates.calls, mostInTenSeconds: rates.peak },
    ...(query.has("records")
      ? {
          records: Object.fromEntries(tables.map(([type, records]) => [type, records.map(shown)])),
          members: Object.fromEntries(lists.map(({ id, members }) => [id, [...members].sort()])),
        }
      : {}),
  };
}

const shown = ({ id, properties }: StoredRecord) => ({ id, ...properties });

function audience(world: World, { id, name, members }: List, isListed: boolean) {
  const lines = Array.from(members, (member) => world.tables.contacts.records.get(member)!).flatMap(linesOf);
  const byKind: Record<string, number> = {};
  for (const [kind] of lines) byKind[kind] = (byKind[kind] ?? 0) + 1;
  return {
    id,
    name,
    people: members.size,
    identifiers: { total: lines.length, byKind, shared: 0 },
    ...(isListed ? { list: lines.map((line) => line.join(" ")).sort() } : {}),
  };
}

/** What a contact is found by; the record id where there is nothing else. */
function linesOf({ id, properties }: StoredRecord): [kind: string, value: string][] {
  const emails = emailsOf(properties).map((email): [string, string] => ["EMAIL", email]);
  const own = properties[OWN_ID];
  const lines: [string, string][] = [...emails, ...(own ? [["OWN_ID", own] as [string, string]] : [])];
  return lines.length > 0 ? lines : [["RECORD_ID", id]];
}
