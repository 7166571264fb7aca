import type { ZodType, z } from "zod";
import type {
  BatchAnswer,
  DestinationObject,
  SetBatch,
  SetDestinationClient,
} from "@/lib/core/ports/destination";
import { cancelled, parseJson, request, timedOut, unreachable } from "@/lib/http/request";
import {
  AccountAnswer,
  AUDIENCE_FIELDS,
  AudienceAnswer,
  AudiencePage,
  CreatedAnswer,
  GraphErrorBody,
  Headers,
  UsersAnswer,
} from "./answers";
import { type GraphError, translateRefusal } from "./failures";
import { usersPayload, usersSession } from "./mapper";
import { objectOf } from "./objects";
import { dataOf, GRAPH_VERSION, openAccount } from "./sdk";
import { throttledUntil } from "./usage";

export type MetaConnection = {
  endpoint: string;
  token: string;
  /** With its prefix: "act_123". */
  account: string;
  /** Milliseconds; a batch of 10,000 takes seconds. */
  timeout?: number;
  now?: () => number;
};

const TIMEOUT = 60_000;
const PAGE = 200;

/** An ad account's custom audiences. */
export function createMetaClient(connection: MetaConnection): SetDestinationClient {
  const { endpoint, account, token, timeout = TIMEOUT, now = Date.now } = connection;
  const { host } = new URL(endpoint);
  let opened: ReturnType<typeof openAccount> | undefined;
  const sdk = () => {
    opened ??= openAccount(connection);
    return opened;
  };

  /** Runs one call of the SDK and translates whatever goes wrong: its errors carry the token and the members, and go no further. */
  async function ask<Answer>(
    call: () => Promise<unknown>,
    shape: ZodType<Answer>,
    { sending = false, signal }: { sending?: boolean; signal?: AbortSignal } = {},
  ): Promise<Answer> {
    if (signal?.aborted) throw cancelled();
    let answer: unknown;
    try {
      answer = await inTime(call(), signal);
    } catch (thrown) {
      if (thrown === DEADLINE) throw timedOut(host, timeout);
      if (thrown === ABORTED) throw cancelled();
      throw translateThrown(thrown, sending);
    }
    return parsed(answer, shape);
  }

  function inTime(call: Promise<unknown>, signal?: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(DEADLINE), timeout);
      const abort = () => reject(ABORTED);
      signal?.addEventListener("abort", abort, { once: true });
      call.then(resolve, reject).finally(() => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
      });
    });
  }

  function refusal(
    error: GraphError | null,
    status: number | null,
    headers: Record<string, string>,
    sending: boolean,
  ) {
    return translateRefusal({ error, status, headers, account, sending, now: now() });
  }

  /** The SDK throws a SyntaxError for an answer in HTML, and an error without a status for a broken connection. */
  function translateThrown(thrown: unknown, sending: boolean) {
    if (typeof thrown !== "object" || thrown === null || !("status" in thrown))
      return refusal(null, null, {}, sending);
    if (thrown.status === null || thrown.status === undefined) return unreachable(host);
    const error = GraphErrorBody.safeParse("response" in thrown ? thrown.response : null).data ?? null;
    const headers = Headers.parse("headers" in thrown ? thrown.headers : {});
    return refusal(error, Number(thrown.status), headers, sending);
  }

  function parsed<Answer>(answer: unknown, shape: ZodType<Answer>): Answer {
    const result = shape.safeParse(answer);
    if (result.success) return result.data;
    throw refusal(null, null, {}, false);
  }

  function counted(answer: z.infer<typeof UsersAnswer>, headers: Record<string, string>): BatchAnswer {
    return {
      received: answer.num_received,
      refused: answer.num_invalid_entries,
      throttledUntil: throttledUntil(headers, now()),
    };
  }

  async function add(batch: SetBatch, signal?: AbortSignal): Promise<BatchAnswer> {
    const params = { payload: usersPayload(batch), session: usersSession(batch) };
    const call = async () => dataOf(await sdk().audience(batch.object).createUser([], params));
    const answer = await ask(call, UsersAnswer, { sending: true, signal });
    return counted(answer, answer.headers ?? {});
  }

  /** Not the SDK's deleteUsers: that writes the whole batch into the address, where a few hundred rows are too many. */
  async function remove(batch: SetBatch, signal?: AbortSignal): Promise<BatchAnswer> {
    const answer = await request({
      method: "DELETE",
      url: `${endpoint}/${GRAPH_VERSION}/${encodeURIComponent(batch.object)}/users`,
      headers: { authorization: `Bearer ${token}` },
      json: { payload: usersPayload(batch), session: usersSession(batch) },
      timeout,
      signal,
    });
    const body = Object(parseJson(answer.text));
    if (answer.status !== 200) {
      const error = GraphErrorBody.safeParse(body.error).data ?? null;
      throw refusal(error, answer.status, answer.headers, true);
    }
    return counted(parsed(body, UsersAnswer), answer.headers);
  }

  async function listObjects(): Promise<DestinationObject[]> {
    const objects: DestinationObject[] = [];
    for (let after: string | undefined; ; ) {
      const params = { limit: PAGE, ...(after ? { after } : {}) };
      const page = await ask(async () => {
        const cursor = await sdk().adAccount.getCustomAudiences(AUDIENCE_FIELDS, params);
        return { audiences: cursor.map((item) => Object(item)._data), paging: cursor.paging };
      }, AudiencePage);
      objects.push(...page.audiences.map((audience) => objectOf(audience, account)));
      after = page.paging?.next ? page.paging.cursors?.after : undefined;
      if (!after) return objects;
    }
  }

  return {
    listObjects,
    send: (batch, { signal } = {}) =>
      batch.operation === "add" ? add(batch, signal) : remove(batch, signal),
    async test() {
      const answer = await ask(async () => dataOf(await sdk().adAccount.read(["id", "name"])), AccountAnswer);
      return { account: answer.id, name: answer.name };
    },
    async createObject({ name, description }) {
      const params = { name, description, subtype: "CUSTOM", customer_file_source: "USER_PROVIDED_ONLY" };
      const call = async () => dataOf(await sdk().adAccount.createCustomAudience([], params));
      const { id } = await ask(call, CreatedAnswer);
      return objectOf({ id, name }, account);
    },
    async getObject(id) {
      const answer = await ask(
        async () => dataOf(await sdk().audience(id).read(AUDIENCE_FIELDS)),
        AudienceAnswer,
      );
      return objectOf(answer, account);
    },
  };
}

const DEADLINE = Symbol("deadline");
const ABORTED = Symbol("aborted");
