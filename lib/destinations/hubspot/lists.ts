import { CoterieError } from "@/lib/core/errors";
import type { DestinationObject, SetBatch, SetClient } from "@/lib/core/ports/destination";
import { type List, ListPage, Memberships, OneList } from "./answers";
import type { Calls } from "./calls";
import { notAManualList } from "./failures";
import { findRecords, same } from "./find";
import type { Usage } from "./limits";
import { notThere } from "./outcome";
import { EMAIL, RECORD_ID } from "./properties";
import { answered } from "./records";

/** Lists are of contacts. */
const CONTACTS_TYPE_ID = "0-1";
const PAGE = 500;

export type ListOptions = { portalId: string; ownIdProperty: string | undefined };

/** Static lists of contacts. Only contacts the account has can be in one, so the others are named, and tried again later. */
export function createListClient(calls: Calls, { portalId, ownIdProperty }: ListOptions): SetClient {
  const checked = new Map<string, Promise<DestinationObject>>();

  async function page(offset: number) {
    const { answer } = await calls.call({
      method: "POST",
      path: "/crm/v3/lists/search",
      json: {
        query: "",
        objectTypeId: CONTACTS_TYPE_ID,
        processingTypes: ["MANUAL", "SNAPSHOT"],
        offset,
        count: PAGE,
      },
      shape: ListPage,
      about: "account",
    });
    return answer;
  }

  async function get(id: string, { call }: Calls): Promise<DestinationObject> {
    const path = `/crm/v3/lists/${encodeURIComponent(id)}`;
    const { answer } = await call({ method: "GET", path, shape: OneList, about: "list" });
    if (answer.list.processingType === "DYNAMIC") throw new CoterieError(notAManualList);
    return objectOf(answer.list, portalId);
  }

  /** A batch nobody of which is a contact would not notice that the list is gone. */
  function check(id: string, during: Calls): Promise<DestinationObject> {
    const asked = checked.get(id) ?? get(id, during);
    checked.set(id, asked);
    asked.catch(() => checked.delete(id));
    return asked;
  }

  return {
    async listObjects() {
      await calls.account();
      const objects: DestinationObject[] = [];
      for (let offset = 0, more = true; more; ) {
        const { lists, ...next } = await page(offset);
        objects.push(...lists.map((list) => objectOf(list, portalId)));
        more = next.hasMore && next.offset > offset;
        offset = next.offset;
      }
      return objects;
    },

    async createObject({ name }) {
      await calls.account();
      const json = { name, objectTypeId: CONTACTS_TYPE_ID, processingType: "MANUAL" };
      const path = "/crm/v3/lists";
      const { answer } = await calls.call({ method: "POST", path, json, shape: OneList, about: "account" });
      return objectOf(answer.list, portalId);
    },

    async getObject(id, options = {}) {
      const during = calls.during(options);
      await during.account();
      return get(id, during);
    },

    async send(batch, options = {}) {
      const during = calls.during(options);
      await during.account();
      await check(batch.object, during);
      const { ids, usage } = await recordsOf(batch, ownIdProperty, during);
      const known = [...new Set(ids.filter((id) => id !== null))];
      const done = known.length > 0 ? await change(batch, known, during) : null;
      // Whoever is no contact is in no list: for a removal nothing is left to do.
      const missing = batch.operation === "add" ? (done?.answer.recordIdsMissing ?? []) : null;
      const refused = missing === null ? [] : rowsWithout(ids, missing);
      return answered(batch.rows.length, { refused, usage: latest(usage, done?.usage) });
    },
  };
}

function change({ object, operation }: SetBatch, ids: readonly string[], { call }: Calls) {
  const path = `/crm/v3/lists/${encodeURIComponent(object)}/memberships/${operation}`;
  return call({ method: "PUT", path, json: ids, shape: Memberships, about: "list", sending: true });
}

/** The record each row is of, or null. */
async function recordsOf(
  { identifier, rows }: SetBatch,
  ownIdProperty: string | undefined,
  calls: Calls,
): Promise<{ ids: (string | null)[]; usage: Usage }> {
  const values = rows.map(({ cells }) => cells[0] ?? "");
  const key = keyOf(identifier.id, ownIdProperty);
  if (key === RECORD_ID) return { ids: values, usage: {} };
  const { answer, usage } = await findRecords(calls, { object: "contacts", key, values });
  return { ids: values.map((value) => answer.get(same(key, value))?.id ?? null), usage };
}

const latest = (before: Usage, after: Usage | undefined): Usage => after ?? before;

const rowsWithout = (ids: readonly (string | null)[], missing: readonly string[]) =>
  ids.flatMap((id, row) => (id === null || missing.includes(id) ? [notThere(row)] : []));

function keyOf(identifier: string, ownIdProperty: string | undefined): string {
  if (identifier === "EMAIL") return EMAIL;
  if (identifier === "RECORD_ID") return RECORD_ID;
  if (ownIdProperty !== undefined) return ownIdProperty;
  throw new CoterieError({
    code: "OWN_ID_NOT_SET",
    message: "This destination does not say which property of HubSpot holds your own id.",
    remedy: "ask_admin",
    fix: "Enter the property's internal name in the destination's settings; it must be one with unique values.",
  });
}

function objectOf({ listId: id, name, additionalProperties }: List, portalId: string): DestinationObject {
  const url = `https://app.hubspot.com/contacts/${portalId}/objectLists/${id}`;
  const size = Number(additionalProperties.hs_list_size ?? Number.NaN);
  return { id, name, url, ...(Number.isInteger(size) ? { size: { lower: size, upper: size } } : {}) };
}
