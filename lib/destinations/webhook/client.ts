import { CoterieError } from "@/lib/core/errors";
import type {
  CallOptions,
  DestinationClient,
  RecordClient,
  RecordObject,
} from "@/lib/core/ports/destination";
import { pinnedRequest } from "@/lib/http/pinned-request";
import { type HttpAnswer, request } from "@/lib/http/request";
import { SIGNATURE, sign } from "@/lib/http/signature";
import { answerOf } from "./answers";
import { translateRefusal } from "./failures";
import { type Payload, PING, payloadOf } from "./payload";
import { secretsOf } from "./settings";

export type WebhookConnection = {
  url: string;
  /** Names with commas between them. */
  objects: string;
  signingSecret: string;
  /** A simulator of ours, called in place of the host of `url`. */
  simulator?: string;
  timeout?: number;
  now?: () => number;
};

const TIMEOUT = 30_000;

/** An address that rows are posted to, signed. */
export function createWebhookClient(
  connection: WebhookConnection,
): DestinationClient & { record: RecordClient } {
  const { url, objects, signingSecret, simulator, timeout = TIMEOUT, now = Date.now } = connection;
  const target = new URL(url);
  const known = objects.split(",").map(objectOf);

  async function post(payload: Payload, idempotencyKey: string, { signal }: CallOptions = {}) {
    const body = JSON.stringify(payload);
    const headers = {
      "content-type": "application/json",
      "user-agent": "Coterie",
      "idempotency-key": idempotencyKey,
      [SIGNATURE]: sign(body, secretsOf(signingSecret), now()),
    };
    const answer = await (simulator === undefined
      ? pinnedRequest({ url: target, headers, body, timeout, signal })
      : toSimulator(simulator, payload, headers, signal));
    if (answer.status >= 200 && answer.status <= 299) return answer;
    throw translateRefusal(answer, target.host, now());
  }

  function toSimulator(
    base: string,
    json: Payload,
    headers: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<HttpAnswer> {
    const address = `${base}${target.pathname}${target.search}`;
    return request({ method: "POST", url: address, headers, json, timeout, signal });
  }

  return {
    async test() {
      await post(PING, `ping-${now()}`);
      return { account: target.href, name: target.host };
    },
    record: {
      listObjects: async () => known,
      async getObject(id) {
        const object = known.find((one) => one.id === id);
        if (object) return object;
        throw new CoterieError({
          code: "OBJECT_GONE",
          message: `This destination's settings no longer name "${id}".`,
          remedy: "ask_admin",
          fix: "Add it to what the destination sends, or choose another for the sync and ask for approval again.",
        });
      },
      async send(batch, options) {
        const answer = await post(payloadOf(batch), batch.idempotencyKey, options);
        return answerOf(answer, batch.rows.length, now());
      },
    },
  };
}

/** A receiver takes whatever the mapping names. */
const objectOf = (name: string): RecordObject => ({ id: name, name, fields: [], keys: [], freeFields: true });
