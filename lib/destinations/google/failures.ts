import { CoterieError, type Remedy } from "@/lib/core/errors";

/** What Google said instead of a result, whichever of its APIs said it. */
export type Refusal = {
  /** Names of Google's own enums, the most telling first: "INVALID_SHA256_FORMAT", "NOT_ALLOWLISTED". */
  reasons: readonly string[];
  /** Of HTTP; null where the answer was not Google's, as when a gateway answers for it. */
  status: number | null;
  /** Which quota is used up: "IngestionMutateRequestsPerMinutePerProject". */
  quota?: string;
  /** Milliseconds Google asks to wait. */
  wait?: number;
  /** Whether the call carried members, so that they may be at fault. */
  sending: boolean;
  now: number;
};

type Failure = { code: string; message: string; remedy: Remedy; fix: string; retryAt?: number };

/**
 * Google's refusal as one of the family. Only enums are read; of Google's words nothing is kept, for they can quote what was sent.
 * https://developers.google.com/data-manager/api/reference/rpc/google.ads.datamanager.v1#errorreason and
 * https://developers.google.com/google-ads/api/docs/common-errors (2026-11-20).
 */
export function translateRefusal(refusal: Refusal): CoterieError {
  const { reasons, status, quota = null } = refusal;
  const details = { status, reason: reasons[0] ?? null, quota };
  return new CoterieError({ ...failureOf(refusal), details });
}

function failureOf(refusal: Refusal): Failure {
  const { reasons, status, sending } = refusal;
  const says = (...names: string[]) => names.some((name) => reasons.includes(name));
  if (status === 429 || says(...USED_UP)) return throttled(refusal);
  if (says(...TERMS)) return termsNotAccepted;
  if (says(...NOT_ALLOWLISTED)) return notAllowlisted;
  if (says(...TEST_ONLY)) return testOnly;
  if (says("ACCESS_TOKEN_SCOPE_INSUFFICIENT")) return scopeMissing;
  if (says("SERVICE_DISABLED")) return apiDisabled;
  if (status === 401 || says(...SIGNED_OUT)) return credentialRejected;
  if (says(...GONE) || status === 404) return objectGone;
  if (status === 403) return permissionMissing;
  if (says(...OTHER_LIST)) return otherIdentifiers;
  if (says("DUPLICATE_NAME", "NAME_ALREADY_USED")) return nameTaken;
  if (says(...AGAIN) || status === null || status >= 500 || status === 408 || status === 409) return unwell;
  if (status !== 400) return strange;
  return sending && !says(...NOT_OF_ROWS) ? batchRefused : requestRefused;
}

const USED_UP = ["RESOURCE_EXHAUSTED", "RATE_LIMIT_EXCEEDED", "RESOURCE_TEMPORARILY_EXHAUSTED"];
const TERMS = [
  "TERMS_AND_CONDITIONS_NOT_SIGNED",
  "CUSTOMER_NOT_ACCEPTED_CUSTOMER_DATA_TERMS",
  "ADVERTISER_TOS_NOT_ACCEPTED",
];
const NOT_ALLOWLISTED = [
  "NOT_ALLOWLISTED",
  "CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE",
  "OPERATIONS_FOR_CUSTOMER_MATCH_NOT_ALLOWED",
  "ADVERTISER_NOT_ON_ALLOWLIST_FOR_USING_UPLOADED_DATA",
];
const TEST_ONLY = ["CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION", "DEVELOPER_TOKEN_NOT_APPROVED"];
const SIGNED_OUT = ["OAUTH_TOKEN_EXPIRED", "OAUTH_TOKEN_REVOKED", "OAUTH_TOKEN_INVALID", "NOT_ADS_USER"];
const GONE = ["INVALID_USER_LIST_ID", "RESOURCE_NOT_FOUND", "NOT_FOUND"];
const OTHER_LIST = [
  "INVALID_USER_LIST_TYPE",
  "MULTIPLE_DATA_TYPES_NOT_ALLOWED",
  "INVALID_UPLOAD_KEY_TYPE",
  "INCOMPATIBLE_UPLOAD_KEY_TYPE",
];
const AGAIN = ["INTERNAL_ERROR", "TRANSIENT_ERROR", "DEADLINE_EXCEEDED", "CONCURRENT_MODIFICATION"];
/** Wrong whatever the members are. */
const NOT_OF_ROWS = [
  "INVALID_DESTINATION",
  "DIFFERENT_LOGIN_ACCOUNTS_NOT_ALLOWED_FOR_DATA_PARTNER",
  "TOO_MANY_DESTINATIONS",
  "INVALID_ENUM_VALUE",
  "INVALID_CUSTOMER_ID",
  "INVALID_REQUEST_ID",
];

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Quotas of a day begin again at midnight in California; without a word on it the next hour is a fair try. */
function throttled({ wait, quota = "", now }: Refusal): Failure {
  const pause = wait ?? (/PerDay/i.test(quota) ? 60 * MINUTE : MINUTE);
  return {
    code: "THROTTLED",
    message: "The Cloud project has used up the calls Google allows it for now.",
    remedy: "wait_until",
    fix: "It goes on by itself when Google lets it.",
    retryAt: now + Math.min(pause, DAY),
  };
}

const termsNotAccepted: Failure = {
  code: "TERMS_NOT_ACCEPTED",
  message: "Google's customer data terms are not accepted for this account.",
  remedy: "accept_terms",
  fix: "An admin of the account must accept them in Google Ads, as https://support.google.com/google-ads/answer/6334160 says; then run again.",
};

const notAllowlisted: Failure = {
  code: "NOT_ALLOWLISTED",
  message: "Google does not let this account or Cloud project send members this way.",
  remedy: "ask_admin",
  fix: "Choose the Data Manager API as the way in; if it refuses too, ask Google whether the account may use Customer Match.",
};

const testOnly: Failure = {
  code: "TEST_ACCESS_ONLY",
  message: "The Cloud project behind this sign-in may speak to Google's test accounts only.",
  remedy: "ask_admin",
  fix: "Ask Google for Basic access for the Cloud project, or connect a test account.",
};

const scopeMissing: Failure = {
  code: "PERMISSION_MISSING",
  message: "The sign-in was not given what Customer Match needs.",
  remedy: "reconnect",
  fix: "Make a new refresh token with the scopes auth/datamanager and auth/adwords.",
};

const apiDisabled: Failure = {
  code: "API_DISABLED",
  message: "The API is switched off in the Cloud project of this sign-in.",
  remedy: "ask_admin",
  fix: "Switch on the Data Manager API (and the Google Ads API for its jobs) in the Google Cloud console.",
};

const credentialRejected: Failure = {
  code: "TOKEN_REJECTED",
  message: "Google did not accept the sign-in.",
  remedy: "reconnect",
  fix: "Give this destination a new refresh token or service account key of someone who may manage the account.",
};

const permissionMissing: Failure = {
  code: "PERMISSION_MISSING",
  message: "The sign-in may not manage audiences of this Google Ads account.",
  remedy: "reconnect",
  fix: "Give it access to the account, and name the manager account where the access comes from one.",
};

const objectGone: Failure = {
  code: "OBJECT_GONE",
  message: "Google no longer has this list, or the sign-in may not see it.",
  remedy: "ask_admin",
  fix: "If it was deleted at Google, choose or create another list for the sync and ask for approval again.",
};

const otherIdentifiers: Failure = {
  code: "LIST_TAKES_OTHER_IDENTIFIERS",
  message: "This list takes identifiers of another kind than the sync sends.",
  remedy: "fix_input",
  fix: "A list takes e-mail, phone and address, or your own ids, or mobile ids, never two of these: choose another list or mapping.",
};

const nameTaken: Failure = {
  code: "NAME_TAKEN",
  message: "The account already has a list of this name.",
  remedy: "fix_input",
  fix: "Choose another name, or write to the list there is.",
};

const batchRefused: Failure = {
  code: "BATCH_REFUSED",
  message: "Google refused something in this batch of members.",
  remedy: "drop_row",
  fix: "The batch is split to find the rows at fault; the others are sent.",
};

const requestRefused: Failure = {
  code: "REQUEST_REFUSED",
  message: "Google refused the request as it was written.",
  remedy: "fix_input",
  fix: "Check the account, the manager account, and the list's name and description.",
};

const unwell: Failure = {
  code: "PLATFORM_UNWELL",
  message: "Google could not answer just now.",
  remedy: "retry",
  fix: "It is tried again by itself; if it lasts, look at https://ads.google.com/status.",
};

const strange: Failure = {
  code: "PLATFORM_UNEXPECTED",
  message: "Google answered with something Coterie does not know.",
  remedy: "report",
  fix: "Tell whoever runs Coterie here, with the status and reason in the run's log.",
};
