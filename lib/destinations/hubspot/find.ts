import { type Found, ReadRecords } from "./answers";
import type { Answered, Calls } from "./calls";
import { EMAIL, type ObjectId, RECORD_ID } from "./properties";

/** Every batch address takes so many: https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/guide (2026-11-20) */
export const MAX_INPUTS = 100;

const MORE_EMAILS = "hs_additional_emails";

type Search = {
  object: ObjectId;
  /** A unique property, the email of contacts, or the record id. */
  key: string;
  values: readonly string[];
  /** Read along. */
  properties?: readonly string[];
};

/** The records that have these values, by value; a value nobody has is not in it. At most a hundred. */
export async function findRecords(
  { call }: Calls,
  { object, key, values, properties = [] }: Search,
): Promise<Answered<ReadonlyMap<string, Found>>> {
  const asked = [...new Set(values.map((value) => same(key, value)))];
  const { answer, usage } = await call({
    method: "POST",
    path: `/crm/v3/objects/${object}/batch/read`,
    json: {
      inputs: asked.map((id) => ({ id })),
      properties: [...new Set([...properties, ...keyProperties(object, key)])],
      // The record id is no unique property: https://github.com/segmentio/action-destinations/pull/3957
      ...(key === RECORD_ID ? {} : { idProperty: key }),
    },
    shape: ReadRecords,
    about: "records",
    sending: true,
  });
  return { answer: byValue(key, asked, answer.results), usage };
}

const keyProperties = (object: ObjectId, key: string): string[] =>
  key === EMAIL && object === "contacts" ? [EMAIL, MORE_EMAILS] : [key];

/** Addresses are one whatever their case; everything else is as it is. */
export const same = (key: string, value: string): string =>
  key === EMAIL ? value.trim().toLowerCase() : value;

/** Whether a record found by this value goes by it, and not by another that it was merged into or changed to. */
export const isMain = (key: string, value: string, { properties }: Found): boolean =>
  key === RECORD_ID || same(key, properties[key] ?? "") === value;

/** Results come in any order, and a contact is found by each address that was merged into it. */
function byValue(key: string, asked: readonly string[], results: readonly Found[]): Map<string, Found> {
  const found = new Map<string, Found>();
  for (const record of results) {
    for (const value of valuesOf(key, record)) found.set(value, record);
  }
  return new Map(asked.flatMap((value) => (found.has(value) ? [[value, found.get(value)!] as const] : [])));
}

function valuesOf(key: string, { id, properties }: Found): string[] {
  if (key === RECORD_ID) return [id];
  const first = properties[key] ?? "";
  const more = key === EMAIL ? (properties[MORE_EMAILS] ?? "").split(";") : [];
  return [first, ...more].filter(Boolean).map((value) => same(key, value));
}
