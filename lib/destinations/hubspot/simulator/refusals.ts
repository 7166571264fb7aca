import type { Fault } from "@/lib/kit/simulator/faults";
import type { PlatformAnswer } from "@/lib/kit/simulator/server";

type Words = { category: string; message: string; [more: string]: unknown };

/** HubSpot's envelope. The correlation id is the same for all: nothing reads it. */
export function refuse(
  status: number,
  words: Words,
  headers: Readonly<Record<string, string>> = {},
): PlatformAnswer {
  return {
    status,
    headers,
    body: { status: "error", correlationId: "a43683b0-5717-4ceb-80b4-104d02915d8c", ...words },
  };
}

export const invalid = (message: string, more: object = {}): PlatformAnswer =>
  refuse(400, { category: "VALIDATION_ERROR", message, ...more });

export const notFound = (message = "resource not found"): PlatformAnswer =>
  refuse(404, { category: "OBJECT_NOT_FOUND", message });

export const unknownToken = (category = "INVALID_AUTHENTICATION"): PlatformAnswer =>
  refuse(401, { category, message: "Authentication credentials not found or no longer valid." });

export const scopeMissing = (): PlatformAnswer =>
  refuse(403, {
    category: "MISSING_SCOPES",
    message: "This app hasn't been granted all required scopes to make this call.",
    errors: [{ message: "One or more of the following scopes are required.", context: {} }],
  });

export type Policy = "DAILY" | "TEN_SECONDLY_ROLLING" | "SECONDLY";

export function tooMany(policyName: Policy, headers: Readonly<Record<string, string>> = {}): PlatformAnswer {
  const message = `You have reached your ${policyName.toLowerCase()} limit.`;
  return refuse(429, { category: "RATE_LIMITS", errorType: "RATE_LIMIT", policyName, message }, headers);
}

/** The words around what is wrong with values: a list in JSON, inside the message. */
export function invalidValues(problems: readonly { name: string; error: string }[]): string {
  const stated = problems.map(({ name, error }) => ({ isValid: false, message: error, error, name }));
  return `Property values were not valid: ${JSON.stringify(stated)}`;
}

/** HubSpot's own refusals that can be planned, by the name of the fault. */
export const plannable: Record<string, (fault: Fault) => PlatformAnswer> = {
  throttle: ({ minutes }) => tooMany("TEN_SECONDLY_ROLLING", { "Retry-After": String(minutes * 60) }),
  throttle_daily: () => tooMany("DAILY"),
  throttle_rolling: () => tooMany("TEN_SECONDLY_ROLLING"),
  throttle_secondly: () => tooMany("SECONDLY"),
  token: () => unknownToken(),
  token_expired: () => unknownToken("EXPIRED_AUTHENTICATION"),
  permission: scopeMissing,
  gone: () => notFound(),
  invalid_parameter: () => invalid("Invalid input JSON"),
  property_missing: () => invalid(invalidValues([{ name: "gone", error: "PROPERTY_DOESNT_EXIST" }])),
  conflict: () =>
    refuse(409, { category: "CONFLICT", message: "Contact already exists. Existing ID: 100001" }),
  locked: () => refuse(423, { category: "LOCKED", message: "The record is locked." }),
  migrating: ({ minutes }) =>
    refuse(
      477,
      { category: "MIGRATION", message: "Migration in progress" },
      { "Retry-After": `${minutes * 60}` },
    ),
  unavailable: () => refuse(503, { category: "SERVICE_UNAVAILABLE", message: "Service unavailable" }),
};
