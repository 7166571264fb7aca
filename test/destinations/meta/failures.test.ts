import { describe, expect, it } from "vitest";
import { type GraphError, translateRefusal } from "@/lib/destinations/meta/failures";

const NOW = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;

const refusal = (
  error: GraphError | null,
  more: { status?: number | null; headers?: Record<string, string>; sending?: boolean } = {},
) =>
  translateRefusal({ error, status: 400, headers: {}, account: "act_42", sending: true, now: NOW, ...more });
const verdict = (...given: Parameters<typeof refusal>) => {
  const { code, remedy } = refusal(...given);
  return `${code} ${remedy}`;
};

describe("a refusal of Meta's", () => {
  it.each([
    [{ code: 190 }, "TOKEN_REJECTED reconnect"],
    [{ code: 190, error_subcode: 460 }, "TOKEN_REJECTED reconnect"],
    [{ code: 102 }, "TOKEN_REJECTED reconnect"],
    [{ code: 200 }, "PERMISSION_MISSING reconnect"],
    [{ code: 294 }, "PERMISSION_MISSING reconnect"],
    [{ code: 3 }, "PERMISSION_MISSING reconnect"],
    [{ code: 10 }, "PERMISSION_MISSING reconnect"],
    [{ code: 2655 }, "TERMS_NOT_ACCEPTED accept_terms"],
    [{ code: 2663 }, "TERMS_NOT_ACCEPTED accept_terms"],
    [{ code: 100, error_subcode: 1870034 }, "TERMS_NOT_ACCEPTED accept_terms"],
    [{ code: 80003 }, "THROTTLED wait_until"],
    [{ code: 17, error_subcode: 2446079 }, "THROTTLED wait_until"],
    [{ code: 4 }, "THROTTLED wait_until"],
    [{ code: 32 }, "THROTTLED wait_until"],
    [{ code: 613, error_subcode: 1487742 }, "THROTTLED wait_until"],
    [{ code: 341 }, "THROTTLED wait_until"],
    [{ code: 100, error_subcode: 33 }, "OBJECT_GONE ask_admin"],
    [{ code: 100, error_subcode: 1487366 }, "OBJECT_GONE ask_admin"],
    [{ code: 803 }, "OBJECT_GONE ask_admin"],
    [{ code: 1487366 }, "OBJECT_GONE ask_admin"],
    [{ code: 1487301 }, "OBJECT_NOT_SHARED ask_admin"],
    [{ code: 100, error_subcode: 1713230 }, "UPLOAD_BLOCKED ask_admin"],
    [{ code: 368 }, "ACCOUNT_BLOCKED ask_admin"],
    [{ code: 1 }, "PLATFORM_UNWELL retry"],
    [{ code: 2 }, "PLATFORM_UNWELL retry"],
    [{ code: 2650 }, "PLATFORM_UNWELL retry"],
    [{ code: 100 }, "BATCH_REFUSED drop_row"],
    [{ code: 105 }, "BATCH_REFUSED drop_row"],
    [{ code: 31337 }, "PLATFORM_UNEXPECTED report"],
  ])("%j is %s", (error, expected) => {
    expect(verdict(error)).toBe(expected);
  });

  it("without members in it blames the request", () => {
    expect(verdict({ code: 100 }, { sending: false })).toBe("REQUEST_REFUSED fix_input");
  });

  it("in another language than Graph's is a gateway's", () => {
    expect(verdict(null, { status: 502 })).toBe("PLATFORM_UNWELL retry");
    expect(verdict(null, { status: null })).toBe("PLATFORM_UNWELL retry");
    expect(verdict(null, { status: 429 })).toBe("PLATFORM_UNWELL retry");
    expect(verdict(null, { status: 404 })).toBe("PLATFORM_UNEXPECTED report");
    expect(verdict({ code: 31337 }, { status: 503 })).toBe("PLATFORM_UNWELL retry");
  });

  it("says where the terms are, from Meta's words when they name a page of Meta's", () => {
    const page = "https://business.facebook.com/customaudiences/app/tos/?act=42";
    expect(
      refusal({ code: 2655, message: `(#2655) Terms of service has not been accepted. Go to ${page}.` }).fix,
    ).toBe(`An admin of the ad account must accept them at ${page}, then run again.`);
    expect(refusal({ code: 2655, message: "Go to https://facebook.example.test/tos" }).fix).toBe(
      "An admin of the ad account must accept them at https://business.facebook.com/ads/manage/customaudiences/tos/?act=42, then run again.",
    );
  });

  it("keeps nothing of Meta's words, which can quote what was sent", () => {
    const error = refusal({
      code: 100,
      message: "(#100) 'ann@example.test' is not a hash",
      error_user_msg: "ann@example.test",
    });
    expect(JSON.stringify({ ...error.toJSON(), details: error.details, stack: error.stack })).not.toContain(
      "ann@example.test",
    );
    expect(error.cause).toBe(undefined);
    expect(error.details).toEqual({ status: 400, code: 100, subcode: null });
  });

  it("waits as long as Meta's header says, else an ad account's reset, else five minutes", () => {
    const usage = (...types: [string, number][]) => ({
      "x-business-use-case-usage": JSON.stringify({
        "1": types.map(([type, minutes]) => ({
          type,
          call_count: 100,
          estimated_time_to_regain_access: minutes,
        })),
      }),
    });
    const wait = (headers: Record<string, string>) =>
      (refusal({ code: 80003 }, { headers }).retryAt! - NOW) / MINUTE;
    expect(wait(usage(["custom_audience", 19]))).toBe(19);
    expect(wait(usage(["custom_audience", 3], ["ads_insights", 50]))).toBe(3);
    expect(wait(usage(["custom_audience", 100_000]))).toBe(24 * 60);
    expect(
      wait({ "x-ad-account-usage": JSON.stringify({ acc_id_util_pct: 100, reset_time_duration: 120 }) }),
    ).toBe(2);
    expect(wait({ "x-business-use-case-usage": "<html>" })).toBe(5);
    expect(wait({})).toBe(5);
  });
});
