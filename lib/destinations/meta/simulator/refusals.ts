import type { Fault } from "@/lib/kit/simulator/faults";
import type { PlatformAnswer } from "@/lib/kit/simulator/server";

type Words = { code: number; error_subcode?: number; message: string; is_transient?: boolean };

/** Graph's envelope. The trace id is the same for all: nothing reads it. */
export function refuse(
  words: Words,
  status = 400,
  headers: Readonly<Record<string, string>> = {},
): PlatformAnswer {
  return {
    status,
    headers,
    body: { error: { type: "OAuthException", ...words, fbtrace_id: "AbCdEfGhIjKlMnOpQrStUv" } },
  };
}

export const invalidParameter = (what: string): PlatformAnswer =>
  refuse({ code: 100, message: `(#100) Invalid parameter: ${what}` });

export const unknownToken = (): PlatformAnswer =>
  refuse({ code: 190, message: "Invalid OAuth access token - Cannot parse access token" }, 401);

export const unknownObject = (id: string): PlatformAnswer =>
  refuse({
    code: 100,
    error_subcode: 33,
    message: `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
  });

export const permissionMissing = (): PlatformAnswer =>
  refuse(
    { code: 200, message: "(#200) Ad account owner has NOT grant ads_management or ads_read permission" },
    403,
  );

/** Meta's own refusals that can be planned, by the name of the fault. */
export function plannable(account: string): Record<string, (fault: Fault) => PlatformAnswer> {
  const terms = `https://business.facebook.com/ads/manage/customaudiences/tos/?act=${account.replace("act_", "")}`;
  return {
    throttle: ({ minutes }) => refuse(TOO_MANY_CALLS, 400, usage(100, minutes)),
    terms: () =>
      refuse({
        code: 2655,
        message: `(#2655) Terms of service has not been accepted. To accept, go to ${terms}`,
      }),
    token: unknownToken,
    token_expired: () =>
      refuse(
        { code: 190, error_subcode: 463, message: "Error validating access token: Session has expired" },
        401,
      ),
    permission: permissionMissing,
    gone: () => unknownObject("0"),
    blocked: () => refuse({ code: 100, error_subcode: 1713230, message: "Audience Upload Blocked" }),
    invalid_parameter: () => invalidParameter("payload"),
    unavailable: () =>
      refuse({ code: 2, message: "Service temporarily unavailable", is_transient: true }, 500),
  };
}

const TOO_MANY_CALLS = {
  code: 80003,
  error_subcode: 2446079,
  message: "There have been too many calls from this ad-account.",
  is_transient: true,
};

export function usage(percent: number, minutes: number): Record<string, string> {
  const one = {
    type: "custom_audience",
    call_count: percent,
    total_cputime: 1,
    total_time: 1,
    estimated_time_to_regain_access: minutes,
    ads_api_access_tier: "standard_access",
  };
  return { "X-Business-Use-Case-Usage": JSON.stringify({ "1000000000000": [one] }) };
}
