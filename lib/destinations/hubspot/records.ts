import { CoterieError } from "@/lib/core/errors";
import type { BatchAnswer, RecordClient, RecordObject } from "@/lib/core/ports/destination";
import { Properties } from "./answers";
import type { Calls } from "./calls";
import { OBJECTS, type ObjectId, recordObject } from "./properties";
import { removeRows } from "./remove";
import { writeRows } from "./upsert";
import type { Outcome } from "./write";

/** Contacts and companies, by a unique property, the email or the record id. */
export function createRecordClient(calls: Calls): RecordClient {
  const known = new Map<ObjectId, Promise<RecordObject>>();

  /** Asked once a run: a property that goes meanwhile is said by the batch that names it. */
  function described(id: ObjectId, during: Calls): Promise<RecordObject> {
    const asked = known.get(id) ?? describe(id, during);
    known.set(id, asked);
    asked.catch(() => known.delete(id));
    return asked;
  }

  async function describe(id: ObjectId, { call }: Calls): Promise<RecordObject> {
    const path = `/crm/v3/properties/${id}`;
    const { answer } = await call({ method: "GET", path, shape: Properties, about: "records" });
    return recordObject(id, answer.results);
  }

  return {
    async listObjects() {
      await calls.account();
      return Promise.all(OBJECTS.map(({ id }) => described(id, calls)));
    },

    async getObject(id, options = {}) {
      const during = calls.during(options);
      await during.account();
      return described(objectId(id), during);
    },

    async send(batch, options = {}) {
      const during = calls.during(options);
      await during.account();
      const object = objectId(batch.object);
      const describe = async () => (await described(object, during)).fields;
      const task = { calls: during, object, batch, describe };
      const outcome = await (batch.operation === "remove" ? removeRows(task) : writeRows(task));
      return answered(batch.rows.length, outcome);
    },
  };
}

export function answered(received: number, { refused, usage }: Outcome): BatchAnswer {
  return { received, refused: refused.length, refusedRows: refused, ...usage };
}

function objectId(id: string): ObjectId {
  const known = OBJECTS.find((object) => object.id === id);
  if (known) return known.id;
  throw new CoterieError({
    code: "OBJECT_GONE",
    message: `This version of Coterie writes no "${id}" of HubSpot.`,
    remedy: "ask_admin",
    fix: `Choose one of ${OBJECTS.map((object) => object.id).join(", ")}.`,
  });
}
