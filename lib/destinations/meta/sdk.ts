import { hiddenRequire } from "@/lib/kit/hidden-require";

type Sdk = typeof import("facebook-nodejs-business-sdk");
type Axios = { defaults: { timeout: number; maxRedirects: number; proxy: boolean } };
type Params = Record<string, unknown>;

/** https://developers.facebook.com/docs/graph-api/changelog (2026-11-20); the SDK of the day pins an older one. */
export const GRAPH_VERSION = "v25.0";

/** No exchange of Meta's takes longer; the SDK itself would wait for ever. */
const SOCKET_TIMEOUT = 120_000;

let loaded: Sdk | undefined;

/**
 * The SDK, loaded when the first account is opened: it costs 30 MB and a third of a second. Required, not imported, so that no bundler
 * takes it along and so that its axios is the one whose time limit is set here.
 */
function loadSdk(): Sdk {
  if (loaded) return loaded;
  const load = hiddenRequire(import.meta.url);
  const sdk: Sdk = load("facebook-nodejs-business-sdk");
  const axios: Axios = hiddenRequire(load.resolve("facebook-nodejs-business-sdk"))("axios");
  axios.defaults.timeout = SOCKET_TIMEOUT;
  // A redirect would take the token along.
  axios.defaults.maxRedirects = 0;
  // Proxies are Node's affair (NODE_USE_ENV_PROXY), so that adding and removing go the same way.
  axios.defaults.proxy = false;
  loaded = sdk;
  return sdk;
}

export type Account = { endpoint: string; token: string; account: string };

/**
 * The SDK bound to one account. Where it calls and as whom is kept in this object: the SDK's own settings (`GRAPH`, `VERSION`,
 * `init`) are one for the whole process, and several accounts are open in one. Its crash reporter, which would post stack
 * traces to Meta, stays off. The token goes in the body where there is one, not in the address that proxies log.
 */
export function openAccount({ endpoint, token, account }: Account) {
  const { FacebookAdsApi, AdAccount, CustomAudience } = loadSdk();

  class AccountApi extends FacebookAdsApi {
    override call<T>(method: string, path: string | string[], params: Params = {}): Promise<T> {
      if (typeof path === "string") throw new Error("Only paths of this account are called.");
      const url = [endpoint, GRAPH_VERSION, ...path.map(withoutSlash)].join("/");
      // The SDK adds the id of the object it calls, which is in the path already and no parameter of any of our calls.
      const { id: _, ...own } = params;
      const signed = { ...own, access_token: token };
      if (method === "POST") return super.call<T>(method, url, signed);
      return super.call<T>(method, `${url}?${FacebookAdsApi._encodeParams(signed)}`);
    }
  }

  const api = new AccountApi(token, "en_US", false);
  api.setShowHeader(true);
  return {
    adAccount: new AdAccount(account, {}, undefined, api),
    audience: (id: string) => new CustomAudience(id, {}, undefined, api),
  };
}

const withoutSlash = (part: string): string => part.replace(/^\/+/, "");

/** What an SDK object was given, without the SDK around it. */
export function dataOf(object: { _data: unknown }): Record<string, unknown> {
  const data = object._data;
  return typeof data === "object" && data !== null ? { ...data } : {};
}
