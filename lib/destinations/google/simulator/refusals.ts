import type { Fault } from "@/lib/kit/simulator/faults";
import type { PlatformAnswer } from "@/lib/kit/simulator/server";

const DOMAIN = "datamanager.googleapis.com";
export const STATUSES: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
};

export type Violation = { field: string; reason: string };

/** Google's envelope of an error, as its REST APIs word it. */
export function refuse(
  code: number,
  reason: string,
  {
    violations = [],
    metadata = {},
    wait,
  }: {
    violations?: readonly Violation[];
    metadata?: Readonly<Record<string, string>>;
    /** Seconds to wait. */
    wait?: number;
  } = {},
): PlatformAnswer {
  const type = (name: string) => `type.googleapis.com/google.rpc.${name}`;
  const details = [
    { "@type": type("ErrorInfo"), reason, domain: DOMAIN, metadata },
    ...(violations.length > 0
      ? [{ "@type": type("BadRequest"), fieldViolations: violations.map(worded) }]
      : []),
    ...(wait === undefined ? [] : [{ "@type": type("RetryInfo"), retryDelay: `${wait}s` }]),
  ];
  const message = code === 400 ? "There was a problem with the request." : "The request was refused.";
  return { status: code, body: { error: { code, message, status: STATUSES[code], details } } };
}

const worded = ({ field, reason }: Violation) => ({ field, reason, description: "The value is not valid." });

export const invalid = (field: string, reason: string): PlatformAnswer =>
  refuse(400, "INVALID_ARGUMENT", { violations: [{ field, reason }] });

export const unauthenticated = (): PlatformAnswer => refuse(401, "ACCESS_TOKEN_EXPIRED");
export const forbidden = (): PlatformAnswer => refuse(403, "PERMISSION_DENIED");
export const missing = (): PlatformAnswer => refuse(404, "NOT_FOUND");

export const usedUp = (quota: string, wait: number): PlatformAnswer =>
  refuse(429, "RATE_LIMIT_EXCEEDED", { metadata: { quota_limit: quota, service: DOMAIN }, wait });

/** Google's own refusals that can be planned, by the name of the fault. */
export const plannable: Readonly<Record<string, (fault: Fault) => PlatformAnswer>> = {
  throttle: ({ minutes }) => usedUp("IngestionMutateRequestsPerMinutePerProject", Math.round(minutes * 60)),
  throttle_day: ({ minutes }) => usedUp("IngestionMutateRequestsPerDayPerProject", Math.round(minutes * 60)),
  terms: () => refuse(400, "TERMS_AND_CONDITIONS_NOT_SIGNED"),
  allowlist: () => refuse(403, "NOT_ALLOWLISTED"),
  token_expired: unauthenticated,
  permission: forbidden,
  gone: () => invalid("destinations[0].product_destination_id", "INVALID_USER_LIST_ID"),
  invalid_parameter: () => invalid("audience_members[0]", "INVALID_AUDIENCE_MEMBER"),
  unavailable: () => refuse(503, "INTERNAL_ERROR"),
};
