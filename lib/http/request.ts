import { CoterieError } from "@/lib/core/errors";
import { exchange } from "@/lib/trace/exchange";

export type HttpRequest = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  url: string;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as a form, where no JSON is. */
  form?: Readonly<Record<string, string>>;
  /** Milliseconds for the whole exchange. */
  timeout: number;
  signal?: AbortSignal;
};

export type HttpAnswer = { status: number; headers: Readonly<Record<string, string>>; text: string };

/**
 * One request, no retries: whoever sends knows whether a repeat is harmless. Any status is an answer; only a request without
 * one throws, with a code of its own and nothing of the request but its method and host (paths and bodies can be personal).
 */
export function request(input: HttpRequest): Promise<HttpAnswer> {
  const { method, url } = input;
  return exchange({ method, host: new URL(url).host }, () => exchanged(input), statusFact);
}

/** What a trace tells of an answer. */
export function statusFact({ status }: Pick<HttpAnswer, "status">) {
  return { "http.response.status_code": status };
}

async function exchanged(input: HttpRequest): Promise<HttpAnswer> {
  const deadline = AbortSignal.timeout(input.timeout);
  try {
    const response = await fetch(input.url, {
      method: input.method,
      headers: {
        ...(input.json === undefined ? {} : { "content-type": "application/json" }),
        ...input.headers,
      },
      body: bodyOf(input),
      signal: input.signal ? AbortSignal.any([deadline, input.signal]) : deadline,
      redirect: "manual",
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text: await response.text(),
    };
  } catch {
    if (input.signal?.aborted) throw cancelled();
    const { host } = new URL(input.url);
    throw deadline.aborted ? timedOut(host, input.timeout) : unreachable(host);
  }
}

/** fetch names the kind of a form by itself. */
function bodyOf({ json, form }: HttpRequest): string | URLSearchParams | undefined {
  if (json !== undefined) return JSON.stringify(json);
  return form === undefined ? undefined : new URLSearchParams({ ...form });
}

/** JSON where the text is JSON, else undefined: gateways answer in HTML. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function cancelled(): CoterieError {
  return new CoterieError({
    code: "CANCELLED",
    message: "The call was cancelled before its answer came.",
    remedy: "retry",
    fix: "Nothing is lost; run it again when it should go on.",
  });
}

export function timedOut(host: string, milliseconds: number): CoterieError {
  return new CoterieError({
    code: "PLATFORM_TIMEOUT",
    message: `${host} did not answer within ${Math.round(milliseconds / 1000)} seconds.`,
    remedy: "retry",
    fix: "It is tried again by itself; if it lasts, look at the platform's status page.",
  });
}

export function unreachable(host: string): CoterieError {
  return new CoterieError({
    code: "PLATFORM_UNREACHABLE",
    message: `The connection to ${host} broke before an answer came.`,
    remedy: "retry",
    fix: "It is tried again by itself; if it lasts, check that this machine may reach the platform.",
  });
}
