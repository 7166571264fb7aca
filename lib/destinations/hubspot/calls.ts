import type { ZodType } from "zod";
import { CoterieError } from "@/lib/core/errors";
import { type HttpRequest, parseJson, request } from "@/lib/http/request";
import { Details, ErrorBody } from "./answers";
import { type Refusal, translateRefusal, wrongAccount } from "./failures";
import { type Usage, usageOf } from "./limits";

export type Connection = {
  endpoint: string;
  token: string;
  portalId: string;
  /** Milliseconds for one exchange; HubSpot itself gives up after 100 seconds. */
  timeout: number;
  now: () => number;
};
type Call<Shape> = {
  method: HttpRequest["method"];
  path: string;
  json?: unknown;
  shape: ZodType<Shape>;
  about: Refusal["about"];
  sending?: boolean;
  signal?: AbortSignal;
};
export type Answered<Shape> = { answer: Shape; usage: Usage };
export type Calls = ReturnType<typeof createCalls>;

/** The one way HubSpot is called, with its answers parsed and its refusals translated at this door. */
export function createCalls({ endpoint, token, portalId, timeout, now }: Connection) {
  let zone: string | null = null;
  let account: ReturnType<typeof askAccount> | undefined;

  async function call<Shape>({
    shape,
    about,
    path,
    sending = false,
    ...given
  }: Call<Shape>): Promise<Answered<Shape>> {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await request({ ...given, url: `${endpoint}${path}`, headers, timeout });
    const body = parseJson(answer.text);
    const { status } = answer;
    if (status < 200 || status > 299) {
      const error = ErrorBody.safeParse(body).data ?? null;
      const { headers } = answer;
      throw translateRefusal({ error, status, headers, about, sending, now: now(), timeZone: zone });
    }
    const parsed = shape.safeParse(body);
    if (parsed.success) return { answer: parsed.data, usage: usageOf(answer.headers, now(), zone) };
    throw translateRefusal({ error: null, status, headers: {}, about, sending, now: now(), timeZone: zone });
  }

  async function askAccount(signal?: AbortSignal) {
    const path = "/account-info/v3/details";
    const { answer } = await call({ method: "GET", path, shape: Details, about: "account", signal });
    const found = String(answer.portalId);
    if (found !== portalId) throw new CoterieError(wrongAccount(portalId, found));
    zone = answer.timeZone;
    return answer;
  }

  return {
    call,
    /** The same, asked anew: a token that was good may have been revoked. */
    askAccount,
    /** Throws unless the token is of the account this destination stands for. Asked once, before anything else is. */
    async account(signal?: AbortSignal) {
      account ??= askAccount(signal);
      try {
        return await account;
      } catch (error) {
        account = undefined;
        throw error;
      }
    },
  };
}
