import type { Fault } from "@/lib/kit/simulator/faults";
import type { PlatformAnswer } from "@/lib/kit/simulator/server";
import { STATUSES } from "../refusals";

/** A GoogleAdsError as its proto has it; which operation it is about, and how long to wait. */
export type AdsError = { family: string; name: string; index?: number; seconds?: number };
export type AdsRefusal = { grpc: number; http: number; errors: readonly AdsError[] };

const refusal = (http: number, grpc: number, family: string, name: string, more: Partial<AdsError> = {}) => ({
  http,
  grpc,
  errors: [{ family, name, ...more }],
});

export const jobError = (name: string): AdsRefusal => refusal(400, 3, "offline_user_data_job_error", name);
export const listError = (name: string): AdsRefusal => refusal(400, 3, "user_list_error", name);
export const signedOut = (): AdsRefusal => refusal(401, 16, "authentication_error", "OAUTH_TOKEN_EXPIRED");
export const forbidden = (): AdsRefusal => refusal(403, 7, "authorization_error", "USER_PERMISSION_DENIED");
export const notAllowlisted = (): AdsRefusal =>
  refusal(403, 7, "not_allowlisted_error", "CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE");
export const missing = (): AdsRefusal => refusal(404, 5, "mutate_error", "RESOURCE_NOT_FOUND");

/** Google Ads' own refusals that can be planned, by the name of the fault. */
export const plannable: Readonly<Record<string, (fault: Fault) => AdsRefusal>> = {
  throttle: ({ minutes }) =>
    refusal(429, 8, "quota_error", "RESOURCE_EXHAUSTED", { seconds: Math.round(minutes * 60) }),
  terms: () => jobError("CUSTOMER_NOT_ACCEPTED_CUSTOMER_DATA_TERMS"),
  allowlist: notAllowlisted,
  token_expired: signedOut,
  permission: forbidden,
  gone: () => jobError("INVALID_USER_LIST_ID"),
  invalid_parameter: () => jobError("INVALID_SHA256_FORMAT"),
  unavailable: () => ({ http: 503, grpc: 14, errors: [] }),
};

/** The failure as the proto's object. */
export function failureMessage(errors: readonly AdsError[]) {
  return {
    request_id: "simulated",
    errors: errors.map(({ family, name, index, seconds }) => ({
      error_code: { [family]: name },
      message: "The request was refused.",
      ...(index === undefined
        ? {}
        : { location: { field_path_elements: [{ field_name: "operations", index }] } }),
      ...(seconds === undefined
        ? {}
        : {
            details: {
              quota_error_details: {
                rate_scope: "DEVELOPER",
                rate_name: "Requests per day",
                retry_delay: { seconds },
              },
            },
          }),
    })),
  };
}

/** The same over REST: an array, as streamed answers are. */
export function overRest({ http, errors }: AdsRefusal): PlatformAnswer {
  const failure = {
    "@type": "type.googleapis.com/google.ads.googleads.v25.errors.GoogleAdsFailure",
    requestId: "simulated",
    errors: errors.map(({ family, name, seconds }) => ({
      errorCode: { [camel(family)]: name },
      message: "The request was refused.",
      ...(seconds === undefined
        ? {}
        : { details: { quotaErrorDetails: { rateName: "Requests per day", retryDelay: { seconds } } } }),
    })),
  };
  const details = errors.length > 0 ? [failure] : [];
  const error = { code: http, message: "The request was refused.", status: STATUSES[http], details };
  return { status: http, body: [{ error }] };
}

const camel = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
