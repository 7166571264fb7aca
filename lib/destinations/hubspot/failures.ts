import { CoterieError, type Remedy } from "@/lib/core/errors";
import type { ErrorBody } from "./answers";
import { codeOf, missingProperties } from "./codes";
import { lockedUntil, migratedAt, retryAt } from "./limits";

export type Refusal = {
  /** null: the answer was not HubSpot's JSON, as when a gateway answers for it. */
  error: ErrorBody | null;
  status: number;
  headers: Readonly<Record<string, string>>;
  /** What the call spoke of, for whoever reads that it is gone. */
  about: "account" | "list" | "records";
  /** Whether the call carried rows, so that one of them may be at fault. */
  sending: boolean;
  now: number;
  timeZone: string | null;
};

type Failure = { code: string; message: string; remedy: Remedy; fix: string; retryAt?: number };

/**
 * HubSpot's refusal as one of the family. Only codes are read; of HubSpot's words nothing is kept, for they quote what was sent.
 * https://developers.hubspot.com/docs/api-reference/error-handling (2026-03-30)
 */
export function translateRefusal(refusal: Refusal): CoterieError {
  const { error, status } = refusal;
  const details = { status, category: codeOf(error), policy: error?.policyName?.slice(0, 40) ?? null };
  return new CoterieError({ ...failureOf(refusal), details });
}

function failureOf(refusal: Refusal): Failure {
  const { error, status, headers, now, timeZone, sending, about } = refusal;
  if (status === 429) return throttled(error?.policyName, retryAt(error?.policyName, headers, now, timeZone));
  if (status === 423) return locked(lockedUntil(headers, now));
  if (status === 477) return migrating(migratedAt(headers, now));
  if (status >= 500) return unwell;
  if (error === null) return strange;
  if (status === 401) return tokenRejected(error.category);
  if (status === 403) return permissionMissing;
  if (status === 404) return about === "list" ? listGone : about === "records" ? objectGone : strange;
  if (error.subCategory === "ILS.DUPLICATE_LIST_NAMES") return nameTaken;
  if (missingProperties(error).length > 0) return fieldGone(missingProperties(error));
  if (status === 409 || status === 400) return sending ? batchRefused : requestRefused;
  return strange;
}

/** A property every row needs is not there: no row is at fault, the mapping is. */
export function fieldGone(names: readonly string[]): Failure {
  const one = names.length === 1;
  return {
    code: "FIELD_GONE",
    message: `HubSpot no longer has the ${one ? "property" : "properties"} ${names.join(", ")}, or does not let it be written.`,
    remedy: "fix_input",
    fix: "Make it again in HubSpot, or take it out of this sync's mapping and ask for approval.",
  };
}

const tokenRejected = (category: string | undefined): Failure => ({
  code: "TOKEN_REJECTED",
  message:
    category === "EXPIRED_AUTHENTICATION"
      ? "HubSpot's access token has expired."
      : "HubSpot did not accept the access token.",
  remedy: "reconnect",
  fix: "Give this destination the access token of a private app that is still installed in the account.",
});

export const wrongAccount = (wanted: string, found: string): Failure => ({
  code: "WRONG_ACCOUNT",
  message: `The access token belongs to the HubSpot account ${found}, and this destination is the account ${wanted}.`,
  remedy: "reconnect",
  fix: "Give it a token of that account, or connect the other account as a destination of its own.",
});

const permissionMissing: Failure = {
  code: "PERMISSION_MISSING",
  message: "The private app may not do this in HubSpot.",
  remedy: "reconnect",
  fix: "Give it the scopes crm.objects.contacts and crm.objects.companies (read, write), crm.schemas.contacts.read, crm.schemas.companies.read and crm.lists (read, write), then enter its new token.",
};

const throttled = (policy: string | undefined, at: number): Failure => ({
  code: "THROTTLED",
  message:
    policy === "DAILY"
      ? "The account has used up the calls HubSpot allows it for today."
      : "The account has used up the calls HubSpot allows it for the moment.",
  remedy: "wait_until",
  fix: "It goes on by itself when HubSpot lets it.",
  retryAt: at,
});

const locked = (at: number): Failure => ({
  code: "LOCKED",
  message: "HubSpot locked these records for a moment because much is written to them at once.",
  remedy: "wait_until",
  fix: "It goes on by itself in a few seconds.",
  retryAt: at,
});

const migrating = (at: number): Failure => ({
  code: "MIGRATING",
  message: "HubSpot is moving this account to another region and takes no calls meanwhile.",
  remedy: "wait_until",
  fix: "It goes on by itself when the move is done.",
  retryAt: at,
});

const listGone: Failure = {
  code: "OBJECT_GONE",
  message: "HubSpot no longer has this list, or the token may not see it.",
  remedy: "ask_admin",
  fix: "If it was deleted in HubSpot, choose or create another list for the sync and ask for approval again.",
};

const objectGone: Failure = {
  code: "OBJECT_GONE",
  message: "The account has no such records, or the token may not see them.",
  remedy: "ask_admin",
  fix: "Choose contacts or companies, and check the private app's scopes.",
};

export const notAManualList: Failure = {
  code: "OBJECT_NOT_WRITABLE",
  message: "HubSpot fills this list by its own conditions, so nobody can be put into it.",
  remedy: "ask_admin",
  fix: "Choose a static list, or create a new one.",
};

const nameTaken: Failure = {
  code: "NAME_TAKEN",
  message: "HubSpot already has a list of this name.",
  remedy: "fix_input",
  fix: "Choose that list, or another name.",
};

const batchRefused: Failure = {
  code: "BATCH_REFUSED",
  message: "HubSpot refused something in this batch of rows.",
  remedy: "drop_row",
  fix: "The batch is split to find the rows at fault; the others are sent.",
};

const requestRefused: Failure = {
  code: "REQUEST_REFUSED",
  message: "HubSpot refused the request as it was written.",
  remedy: "fix_input",
  fix: "Check the names and the mapping of this sync.",
};

const unwell: Failure = {
  code: "PLATFORM_UNWELL",
  message: "HubSpot could not answer just now.",
  remedy: "retry",
  fix: "It is tried again by itself; if it lasts, look at https://status.hubspot.com.",
};

const strange: Failure = {
  code: "PLATFORM_UNEXPECTED",
  message: "HubSpot answered with something Coterie does not know.",
  remedy: "report",
  fix: "Tell whoever runs Coterie here, with the status and category in the run's log.",
};
