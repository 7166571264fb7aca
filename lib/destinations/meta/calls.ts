import type { ZodType } from "zod";
import { CoterieError } from "@/lib/core/errors";
import { inTime } from "@/lib/http/in-time";
import { cancelled, parseJson, request, unreachable } from "@/lib/http/request";
import { exchange } from "@/lib/trace/exchange";
import { GraphErrorBody, Headers } from "./answers";
import { type GraphError, translateRefusal } from "./failures";

export type CallSettings = {
  endpoint: string;
  token: string;
  account: string;
  /** Milliseconds for one exchange. */
  timeout: number;
  now: () => number;
};
type CallOptions = { signal?: AbortSignal /** Members are in it. */; sending?: boolean };
type Answer<Shape> = { answer: Shape; headers: Record<string, string> };

/** The two ways Meta is called, with its answers parsed and its failures translated at this door. */
export function createCalls({ endpoint, token, account, timeout, now }: CallSettings) {
  const { host } = new URL(endpoint);

  const refusal = (
    error: GraphError | null,
    status: number | null,
    headers: Record<string, string>,
    sending: boolean,
  ): CoterieError => translateRefusal({ error, status, headers, account, sending, now: now() });

  function parsed<Shape>(answer: unknown, shape: ZodType<Shape>): Shape {
    const result = shape.safeParse(answer);
    if (result.success) return result.data;
    throw refusal(null, null, {}, false);
  }

  /** Errors of the SDK carry the token and the members: what they say is taken, they themselves go no further. */
  function translated(thrown: unknown, sending: boolean): CoterieError {
    if (thrown instanceof CoterieError) return thrown;
    // An answer in HTML makes the SDK throw a SyntaxError, a broken connection an error without a status.
    if (typeof thrown !== "object" || thrown === null || !("status" in thrown))
      return refusal(null, null, {}, sending);
    if (thrown.status === null || thrown.status === undefined) return unreachable(host);
    const error = GraphErrorBody.safeParse("response" in thrown ? thrown.response : null).data ?? null;
    const headers = Headers.parse("headers" in thrown ? thrown.headers : {});
    return refusal(error, Number(thrown.status), headers, sending);
  }

  return {
    /** One call of the SDK; its answers carry their headers beside their fields. */
    async ofSdk<Shape>(
      call: () => Promise<object>,
      shape: ZodType<Shape>,
      options: CallOptions = {},
    ): Promise<Answer<Shape>> {
      if (options.signal?.aborted) throw cancelled();
      const waiting = { host, timeout, signal: options.signal };
      const answer = await exchange({ method: "SDK", host }, () =>
        inTime(call(), waiting).catch((thrown: unknown) => {
          throw translated(thrown, options.sending ?? false);
        }),
      );
      return {
        answer: parsed(answer, shape),
        headers: Headers.parse("headers" in answer ? answer.headers : {}),
      };
    },

    /** One DELETE with a body, which the SDK cannot do. */
    async ofOurOwn<Shape>(
      path: string,
      json: object,
      shape: ZodType<Shape>,
      { signal }: CallOptions,
    ): Promise<Answer<Shape>> {
      const { status, headers, text } = await request({
        method: "DELETE",
        url: `${endpoint}/${path}`,
        headers: { authorization: `Bearer ${token}` },
        json,
        timeout,
        signal,
      });
      const body = parseJson(text);
      if (status === 200) return { answer: parsed(body, shape), headers };
      throw refusal(GraphErrorBody.safeParse(Object(body).error).data ?? null, status, headers, true);
    },
  };
}
