import type { z } from "zod";
import type {
  BatchAnswer,
  DestinationClient,
  DestinationObject,
  SetBatch,
  SetClient,
} from "@/lib/core/ports/destination";
import {
  AccountAnswer,
  AUDIENCE_FIELDS,
  AudienceAnswer,
  AudiencePage,
  CreatedAnswer,
  UsersAnswer,
} from "./answers";
import { type CallSettings, createCalls } from "./calls";
import { usersPayload, usersSession } from "./mapper";
import { objectOf } from "./objects";
import { dataOf, GRAPH_VERSION, openAccount } from "./sdk";
import { throttledUntil } from "./usage";

/** `account` with its prefix: "act_123". */
export type MetaConnection = Omit<CallSettings, "timeout" | "now"> & Partial<CallSettings>;

/** A batch of 10,000 takes seconds. */
const TIMEOUT = 60_000;
const PAGE = 200;

/** An ad account's custom audiences. */
export function createMetaClient(connection: MetaConnection): DestinationClient & { set: SetClient } {
  const settings: CallSettings = { timeout: TIMEOUT, now: Date.now, ...connection };
  const calls = createCalls(settings);
  let opened: ReturnType<typeof openAccount> | undefined;
  const sdk = () => {
    opened ??= openAccount(connection);
    return opened;
  };
  const object = (audience: AudienceAnswer) => objectOf(audience, connection.account);

  async function listPage(after: string | undefined) {
    const params = { limit: PAGE, ...(after ? { after } : {}) };
    const call = async () => {
      const cursor = await sdk().adAccount.getCustomAudiences(AUDIENCE_FIELDS, params);
      return { audiences: cursor.map((item) => Object(item)._data), paging: cursor.paging };
    };
    return (await calls.ofSdk(call, AudiencePage)).answer;
  }

  const set: SetClient = {
    async listObjects() {
      const objects: DestinationObject[] = [];
      let after: string | undefined;
      do {
        const { audiences, paging } = await listPage(after);
        objects.push(...audiences.map(object));
        after = paging?.next ? paging.cursors?.after : undefined;
      } while (after);
      return objects;
    },

    async createObject({ name, description }) {
      const params = { name, description, subtype: "CUSTOM", customer_file_source: "USER_PROVIDED_ONLY" };
      const call = async () => dataOf(await sdk().adAccount.createCustomAudience([], params));
      const { answer } = await calls.ofSdk(call, CreatedAnswer);
      return object({ id: answer.id, name });
    },

    async getObject(id) {
      const call = async () => dataOf(await sdk().audience(id).read(AUDIENCE_FIELDS));
      return object((await calls.ofSdk(call, AudienceAnswer)).answer);
    },

    async send(batch, { signal } = {}) {
      const body = { payload: usersPayload(batch), session: usersSession(batch) };
      const sent = batch.operation === "add" ? add(batch, body, signal) : remove(batch, body, signal);
      const { answer, headers } = await sent;
      return counted(answer, throttledUntil(headers, settings.now()));
    },
  };

  return {
    set,
    async test() {
      const call = async () => dataOf(await sdk().adAccount.read(["id", "name"]));
      const { answer } = await calls.ofSdk(call, AccountAnswer);
      return { account: answer.id, name: answer.name };
    },
  };

  function add(batch: SetBatch, body: object, signal?: AbortSignal) {
    const call = async () =>
      dataOf(
        await sdk()
          .audience(batch.object)
          .createUser([], { ...body }),
      );
    return calls.ofSdk(call, UsersAnswer, { sending: true, signal });
  }

  /** Not the SDK's deleteUsers: that writes the whole batch into the address, where a few hundred rows are too many. */
  function remove(batch: SetBatch, body: object, signal?: AbortSignal) {
    const path = `${GRAPH_VERSION}/${encodeURIComponent(batch.object)}/users`;
    return calls.ofOurOwn(path, body, UsersAnswer, { signal });
  }
}

function counted(answer: z.infer<typeof UsersAnswer>, until: number | undefined): BatchAnswer {
  return { received: answer.num_received, refused: answer.num_invalid_entries, throttledUntil: until };
}
