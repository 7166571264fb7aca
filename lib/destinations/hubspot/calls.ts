import type { ZodType } from "zod";
import { CoterieError } from "@/lib/core/errors";
import type { CallOptions } from "@/lib/core/ports/destination";
import { type HttpRequest, parseJson, request } from "@/lib/http/request";
import { inTurn } from "@/lib/kit/in-turn";
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
};
export type Answered<Shape> = { answer: Shape; usage: Usage };

/** The ways HubSpot is called; everything that is asked once is shared by all that come from one. */
export type Calls = {
  call<Shape>(call: Call<Shape>): Promise<Answered<Shape>>;
  /** Throws unless the token is of the account this destination stands for. Asked once, before anything else is. */
  account(): Promise<Details>;
  /** The same, asked anew: a token that was good may have been revoked. */
  askAccount(): Promise<Details>;
  /** The calls of one batch, which wait for their turns and end with it. */
  during(options: CallOptions): Calls;
};

/** The one way HubSpot is called, with its answers parsed and its refusals translated at this door. */
export function createCalls({ endpoint, token, portalId, timeout, now }: Connection): Calls {
  let timeZone: string | null = null;
  let account: Promise<Details> | undefined;

  function during(options: CallOptions): Calls {
    const { signal } = options;
    const turn = inTurn(options);

    async function call<Shape>({ shape, about, path, sending = false, ...given }: Call<Shape>) {
      await turn();
      const headers = { authorization: `Bearer ${token}` };
      const answer = await request({ ...given, url: `${endpoint}${path}`, headers, timeout, signal });
      const refusal = { status: answer.status, about, sending, now: now(), timeZone };
      const body = parseJson(answer.text);
      if (answer.status < 200 || answer.status > 299) {
        const error = ErrorBody.safeParse(body).data ?? null;
        throw translateRefusal({ ...refusal, error, headers: answer.headers });
      }
      const parsed = shape.safeParse(body);
      if (parsed.success) return { answer: parsed.data, usage: usageOf(answer.headers, now(), timeZone) };
      throw translateRefusal({ ...refusal, error: null, headers: {} });
    }

    async function askAccount(): Promise<Details> {
      const path = "/account-info/v3/details";
      const { answer } = await call({ method: "GET", path, shape: Details, about: "account" });
      const found = String(answer.portalId);
      if (found !== portalId) throw new CoterieError(wrongAccount(portalId, found));
      timeZone = answer.timeZone;
      return answer;
    }

    return {
      call,
      askAccount,
      async account() {
        account ??= askAccount();
        try {
          return await account;
        } catch (error) {
          account = undefined;
          throw error;
        }
      },
      during,
    };
  }

  return during({});
}
