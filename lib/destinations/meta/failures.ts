import { CoterieError, type Remedy } from "@/lib/core/errors";
import { retryAt } from "./usage";

/** What Meta answers instead of a result: `{error: {…}}`. */
export type GraphError = {
  code: number;
  error_subcode?: number;
  message?: string;
  error_user_msg?: string;
};

export type Refusal = {
  /** null: the answer was not Graph's JSON, as when a gateway answers for it. */
  error: GraphError | null;
  status: number | null;
  headers: Readonly<Record<string, string>>;
  account: string;
  /** Whether the call carried members, so that the batch's rows may be at fault. */
  sending: boolean;
  now: number;
};

type Failure = { code: string; message: string; remedy: Remedy; fix: string; retryAt?: number };

const THROTTLED = [4, 17, 32, 341, 613, 80003];
const TERMS = [2655, 2663];
const TERMS_SUBCODE = 1870034;
const GONE_SUBCODES = [33, 1487366];

/**
 * Meta's refusal as one of the family. Only codes are read; of Meta's words nothing is kept, for they can quote what was sent.
 * Codes: https://developers.facebook.com/docs/marketing-api/reference/custom-audience/users (2025-10-08) and
 * https://developers.facebook.com/docs/graph-api/guides/error-handling (2026-11-20).
 */
export function translateRefusal(refusal: Refusal): CoterieError {
  const { error, status } = refusal;
  const details = { status, code: error?.code ?? null, subcode: error?.error_subcode ?? null };
  return new CoterieError({ ...failureOf(refusal), details });
}

function failureOf(refusal: Refusal): Failure {
  const { error, status } = refusal;
  if (error === null)
    return status !== null && status >= 400 && status < 500 && status !== 429 ? strange : unwell;
  const { code, error_subcode: subcode } = error;
  if (code === 190 || code === 102) return tokenRejected(subcode);
  if (TERMS.includes(code) || subcode === TERMS_SUBCODE) return termsNotAccepted(refusal);
  if (THROTTLED.includes(code) || status === 429) return throttled(refusal);
  if (code === 803 || code === 1487366 || (subcode !== undefined && GONE_SUBCODES.includes(subcode)))
    return objectGone;
  if (subcode === 1713230 || code === 1713230) return uploadBlocked;
  if (code === 1487301 || subcode === 1487301) return notShared;
  if (code === 3 || code === 10 || (code >= 200 && code <= 299)) return permissionMissing(refusal.account);
  if (code === 368) return accountBlocked;
  if (code === 1 || code === 2 || code === 2650 || (status !== null && status >= 500)) return unwell;
  if (code === 100 || code === 105) return refusal.sending ? batchRefused : requestRefused;
  return strange;
}

const tokenRejected = (subcode: number | undefined): Failure => ({
  code: "TOKEN_REJECTED",
  message: subcode === 463 ? "Meta's access token has expired." : "Meta did not accept the access token.",
  remedy: "reconnect",
  fix: "Give this destination a new access token of a system user that may manage the ad account.",
});

const permissionMissing = (account: string): Failure => ({
  code: "PERMISSION_MISSING",
  message: `The access token may not manage audiences of the ad account ${account}.`,
  remedy: "reconnect",
  fix: "Give its user the permission ads_management and the task Manage campaigns on that account, then make a new token.",
});

function termsNotAccepted({ error, account }: Refusal): Failure {
  const stated = /https:\/\/(?:business|www)\.facebook\.com\/[A-Za-z0-9/_.-]+(?:\?[A-Za-z0-9_=&-]*)?/;
  const said = `${error?.message ?? ""} ${error?.error_user_msg ?? ""}`;
  const page =
    stated.exec(said)?.[0] ??
    `https://business.facebook.com/ads/manage/customaudiences/tos/?act=${account.replace("act_", "")}`;
  return {
    code: "TERMS_NOT_ACCEPTED",
    message: "Meta's terms for custom audiences are not accepted for this ad account.",
    remedy: "accept_terms",
    fix: `An admin of the ad account must accept them at ${page}, then run again.`,
  };
}

const throttled = ({ headers, now }: Refusal): Failure => ({
  code: "THROTTLED",
  message: "The ad account has used up the calls Meta allows it for now.",
  remedy: "wait_until",
  fix: "It goes on by itself when Meta lets it.",
  retryAt: retryAt(headers, now),
});

const objectGone: Failure = {
  code: "OBJECT_GONE",
  message: "Meta no longer has this audience, or the token may not see it.",
  remedy: "ask_admin",
  fix: "If it was deleted at Meta, choose or create another audience for the sync and ask for approval again.",
};

const notShared: Failure = {
  code: "OBJECT_NOT_SHARED",
  message: "This audience belongs to another ad account and is not shared with this one.",
  remedy: "ask_admin",
  fix: "Connect the ad account that owns the audience, or choose another audience.",
};

const uploadBlocked: Failure = {
  code: "UPLOAD_BLOCKED",
  message: "Meta flagged this audience as revealing something sensitive and takes no members for it.",
  remedy: "ask_admin",
  fix: "Look at the audience in Meta's Ads Manager; rename it or ask Meta for a review.",
};

const accountBlocked: Failure = {
  code: "ACCOUNT_BLOCKED",
  message: "Meta has blocked this ad account from the action for the time being.",
  remedy: "ask_admin",
  fix: "Look at Account Quality in Meta's Business Manager for the reason.",
};

const batchRefused: Failure = {
  code: "BATCH_REFUSED",
  message: "Meta refused something in this batch of members.",
  remedy: "drop_row",
  fix: "The batch is split to find the rows at fault; the others are sent.",
};

const requestRefused: Failure = {
  code: "REQUEST_REFUSED",
  message: "Meta refused the request as it was written.",
  remedy: "fix_input",
  fix: "Check the ad account and the audience's name and description.",
};

const unwell: Failure = {
  code: "PLATFORM_UNWELL",
  message: "Meta could not answer just now.",
  remedy: "retry",
  fix: "It is tried again by itself; if it lasts, look at https://metastatus.com.",
};

const strange: Failure = {
  code: "PLATFORM_UNEXPECTED",
  message: "Meta answered with something Coterie does not know.",
  remedy: "report",
  fix: "Tell whoever runs Coterie here, with the status and code in the run's log.",
};
