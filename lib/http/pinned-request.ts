import { type IncomingMessage, request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { exchange } from "@/lib/trace/exchange";
import { allowedAddress } from "./private-address";
import { cancelled, type HttpAnswer, statusFact, timedOut, unreachable } from "./request";

export type PinnedRequest = {
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Milliseconds for the whole exchange. */
  timeout: number;
  signal?: AbortSignal;
};

/** Nobody we call has more to say than this. */
const LARGEST_ANSWER = 1 << 20;

/**
 * One POST to a host that somebody typed in. The address is looked up and checked once, and that very address is connected to:
 * a name that answers differently the second time reaches nothing. Redirects are answers like any other. Throws PRIVATE_HOST,
 * UNKNOWN_HOST, and the failures of `request`.
 */
export function pinnedRequest(input: PinnedRequest): Promise<HttpAnswer> {
  return exchange({ method: "POST", host: input.url.host }, () => exchanged(input), statusFact);
}

async function exchanged(input: PinnedRequest): Promise<HttpAnswer> {
  const { url, timeout, signal } = input;
  const address = await allowedAddress(url.hostname);
  const deadline = AbortSignal.timeout(timeout);
  const either = signal ? AbortSignal.any([deadline, signal]) : deadline;
  try {
    return await post(input, pinnedTo(address), either);
  } catch {
    if (signal?.aborted) throw cancelled();
    throw deadline.aborted ? timedOut(url.host, timeout) : unreachable(url.host);
  }
}

function post({ url, headers, body }: PinnedRequest, lookup: LookupFunction, signal: AbortSignal) {
  return new Promise<HttpAnswer>((resolve, reject) => {
    const send = url.protocol === "https:" ? overHttps : overHttp;
    const length = String(Buffer.byteLength(body));
    // A connection of its own: a pooled one could have been made before the address was checked.
    const options = {
      method: "POST",
      headers: { ...headers, "content-length": length },
      lookup,
      signal,
      agent: false,
    };
    const outgoing = send(url, options, (message) => {
      textOf(message).then(
        (text) => resolve({ status: message.statusCode ?? 0, headers: headersOf(message), text }),
        reject,
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Answers every question with the one address. */
function pinnedTo(address: string): LookupFunction {
  const family = isIP(address);
  return (_host, options, answer) => {
    if (options.all) answer(null, [{ address, family }]);
    else answer(null, address, family);
  };
}

async function textOf(message: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of message) {
    length += piece.length;
    if (length > LARGEST_ANSWER) throw new Error("The answer is too long.");
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
