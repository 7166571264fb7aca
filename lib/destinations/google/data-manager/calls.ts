import type { z } from "zod";
import type { CoterieError } from "@/lib/core/errors";
import type { CallOptions } from "@/lib/core/ports/destination";
import { type HttpAnswer, parseJson, request } from "@/lib/http/request";
import { type Refusal, translateRefusal } from "../failures";
import type { Tokens } from "../token";
import { ErrorBody } from "./answers";

export type CallSettings = {
  host: string;
  tokens: Tokens;
  /** The account the sign-in belongs to, where it is another: a manager. */
  loginCustomerId?: string;
  /** Milliseconds for one exchange. */
  timeout: number;
  now: () => number;
};
type Call<Shape> = {
  method: "GET" | "POST";
  path: string;
  json?: unknown;
  shape: z.ZodType<Shape>;
  /** Members are in it. */
  sending?: boolean;
} & CallOptions;

/** One exchange with the Data Manager API: its answers parsed and its failures translated at this door. */
export function createCalls({ host, tokens, loginCustomerId, timeout, now }: CallSettings) {
  const ask = async ({ method, path, json, signal }: Call<unknown>): Promise<HttpAnswer> =>
    request({
      method,
      url: `${host}${path}`,
      headers: {
        authorization: `Bearer ${await tokens.get(signal)}`,
        ...(loginCustomerId
          ? { "login-account": `accountTypes/GOOGLE_ADS/accounts/${loginCustomerId}` }
          : {}),
      },
      json,
      timeout,
      signal,
    });

  return async function call<Shape>(input: Call<Shape>): Promise<Shape> {
    let answer = await ask(input);
    // A token can be revoked before its hour is over; whoever is really refused is refused again.
    if (answer.status === 401 && tokens.forget()) {
      await input.turn?.();
      answer = await ask(input);
    }
    const body = parseJson(answer.text);
    if (answer.status === 200) {
      const parsed = input.shape.safeParse(body);
      if (parsed.success) return parsed.data;
      throw unreadable(body !== undefined);
    }
    throw translateRefusal({ ...refusalOf(answer, body), sending: input.sending ?? false, now: now() });
  };
}

/** The reasons Google names, from the narrowest: of a field, of the request, of the status. */
function refusalOf(
  { status, headers }: HttpAnswer,
  body: unknown,
): Pick<Refusal, "reasons" | "status" | "quota" | "wait"> {
  const parsed = ErrorBody.safeParse(body);
  if (!parsed.success) return { reasons: [], status: status === 429 ? status : null };
  const { error } = parsed.data;
  const fields = error.details.flatMap(({ fieldViolations = [] }) =>
    fieldViolations.flatMap(({ reason }) => reason ?? []),
  );
  const reasons = error.details.flatMap(({ reason }) => reason ?? []);
  const quota = error.details.map(({ metadata }) => metadata?.quota_limit).find(Boolean);
  const delay = error.details.map(({ retryDelay }) => secondsOf(retryDelay)).find(Boolean);
  const wait = delay ?? secondsOf(headers["retry-after"]);
  return {
    reasons: [...fields, ...reasons, ...(error.status ? [error.status] : [])],
    status,
    ...(quota ? { quota } : {}),
    ...(wait ? { wait } : {}),
  };
}

/** "420s" and "420" in milliseconds. */
function secondsOf(text: string | undefined): number | undefined {
  const seconds = Number(/^([0-9]+(?:\.[0-9]+)?)s?$/.exec(text ?? "")?.[1]);
  return seconds > 0 ? seconds * 1000 : undefined;
}

/** A page of a gateway in place of an answer passes; JSON of another shape does not. */
function unreadable(isJson: boolean): CoterieError {
  return translateRefusal({ reasons: [], status: isJson ? 299 : null, sending: false, now: 0 });
}
