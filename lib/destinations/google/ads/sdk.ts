import type { Customer } from "google-ads-api";
import { hiddenRequire } from "@/lib/kit/hidden-require";
import type { Hosts } from "../hosts";
import type { Tokens } from "../token";

type Sdk = typeof import("google-ads-api");
type Grpc = typeof import("@grpc/grpc-js");
export type AdsSettings = {
  hosts: Hosts;
  tokens: Tokens;
  developerToken?: string;
  customerId: string;
  loginCustomerId?: string;
  /** Milliseconds for one exchange. */
  timeout: number;
};
export type OpenAds = { sdk: Sdk; customer: Customer };

const GOOGLE = "https://googleads.googleapis.com";

let loaded: { sdk: Sdk; grpc: Grpc } | undefined;

/**
 * The SDK, loaded when an account that goes this way is first spoken to: it costs 104 MB of heap and most of a second, which
 * nobody else should pay.
 */
function load() {
  if (loaded) return loaded;
  const load = hiddenRequire(import.meta.url);
  loaded = { sdk: load("google-ads-api"), grpc: load("@grpc/grpc-js") };
  return loaded;
}

/**
 * The SDK bound to one account. Sign-in is ours, the same for either way in: a token is asked for before each call and travels as a
 * header, over gRPC and REST alike. The SDK would sign in by itself with a refresh token only, and keep the token in the process.
 */
export async function openAds(settings: AdsSettings, signal?: AbortSignal): Promise<OpenAds> {
  const { hosts, tokens, customerId, loginCustomerId, timeout } = settings;
  const token = await tokens.get(signal);
  const { sdk, grpc } = load();
  const { hostname, port } = new URL(hosts.ads);
  const client = new sdk.GoogleAdsApi({
    client_id: "",
    client_secret: "",
    developer_token: "",
    // Part of the key under which the SDK keeps its channels; of another host they are others.
    grpc_channel_options: hosts.isSimulated ? { servicePath: hostname, port: Number(port) } : {},
  });
  const customer = client.Customer({
    customer_id: customerId,
    refresh_token: "",
    ...(loginCustomerId ? { login_customer_id: loginCustomerId } : {}),
  });
  const headers = {
    authorization: `Bearer ${token}`,
    ...(settings.developerToken ? { "developer-token": settings.developerToken } : {}),
    ...(loginCustomerId ? { "login-customer-id": loginCustomerId } : {}),
  };
  const { insecure, secure } = {
    insecure: () => grpc.credentials.createInsecure(),
    secure: () => grpc.credentials.createSsl(),
  };
  replace(customer, "callHeaders", { get: () => headers });
  replace(customer, "getCredentials", { value: hosts.isSimulated ? insecure : secure });
  replace(customer, "getAccessToken", { value: async () => token });
  replace(customer, "loadService", { value: withLimits(customer, timeout) });
  replace(customer, "prepareGoogleAdsServicePostRequestArgs", {
    value: restCall(customer, hosts.ads, timeout),
  });
  return { sdk, customer };
}

/** The SDK has no seam for these; what they are called is pinned with its version and held by the tests. */
function replace(target: object, name: string, descriptor: PropertyDescriptor): void {
  Object.defineProperty(target, name, { configurable: true, ...descriptor });
}

type Method = (...args: unknown[]) => unknown;
const methodOf = (target: object, name: string): Method => {
  const method: unknown = Reflect.get(target, name);
  if (typeof method !== "function") throw new Error(`google-ads-api has no ${name} any more.`);
  return (...args) => method.apply(target, args);
};

/** One attempt and one minute: by itself the SDK would go on trying for ten, with nobody waiting any more. */
function withLimits(customer: object, timeout: number): Method {
  const loadService = methodOf(customer, "loadService");
  return (...args) =>
    new Proxy(Object(loadService(...args)), {
      get(service: object, name: string) {
        const value: unknown = Reflect.get(service, name);
        if (typeof value !== "function") return value;
        return (request: unknown, options: object = {}) =>
          value.call(service, request, { ...options, timeout, retry: { retryCodes: [] } });
      },
    });
}

/** Queries go by REST: to the simulator's address where there is one, and never to where a redirect points. */
function restCall(customer: object, host: string, timeout: number): Method {
  const prepare = methodOf(customer, "prepareGoogleAdsServicePostRequestArgs");
  return (...args) => {
    const call = Object(prepare(...args)) as { url: string };
    return { ...call, url: call.url.replace(GOOGLE, host), timeout, maxRedirects: 0, proxy: false };
  };
}
