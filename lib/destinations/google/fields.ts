import type { PiiTag } from "@/lib/core/catalog/types";
import { googleNormalisers } from "@/lib/core/identity/platforms/google";
import type { DestinationField, IdentifierKind } from "@/lib/core/ports/destination";

const field = (
  id: keyof typeof googleNormalisers,
  label: string,
  tags: readonly PiiTag[],
): DestinationField => ({
  id,
  label,
  tags,
  form: googleNormalisers[id].hashed ? "hashed" : "plain",
  normaliser: googleNormalisers[id],
});

/** https://developers.google.com/data-manager/api/reference/rest/v1/AudienceMember (2026-11-20) */
export const fields: readonly DestinationField[] = [
  field("email", "Email", ["email"]),
  field("phone", "Phone number", ["phone"]),
  field("given_name", "Given name", ["first_name"]),
  field("family_name", "Family name", ["last_name"]),
  field("region_code", "Country", ["country"]),
  field("postal_code", "Postal code", ["postal_code"]),
  field("user_id", "Your own id", ["external_id"]),
  field("mobile_id", "Mobile advertising id", ["device_id"]),
];

/** What Google asks to know of a member's consent: https://developers.google.com/data-manager/api/reference/rest/v1/Consent (2026-11-20) */
export const attributes: readonly DestinationField[] = [
  field("ad_user_data", "Consent to user data for ads", []),
  field("ad_personalization", "Consent to personalised ads", []),
];

/**
 * Consent that is not mapped is as the account's setting has it. Where that is a refusal it is told as one, so that who was sent as
 * granted before is sent again; what was never asked of anybody stays unsaid.
 */
export function unmapped({
  unknownConsent,
}: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  if (unknownConsent !== "denied") return {};
  return Object.fromEntries(attributes.map(({ id }) => [id, "DENIED"]));
}

const alone = (id: string, label: string, family: string): IdentifierKind => ({
  id,
  label,
  fields: [id],
  required: [id],
  family,
});

/** An address finds nobody unless all of its four parts are there. */
const ADDRESS = ["given_name", "family_name", "region_code", "postal_code"];

export const identifiers: readonly IdentifierKind[] = [
  alone("email", "Email", "contact_info"),
  alone("phone", "Phone number", "contact_info"),
  { id: "address", label: "Name and address", fields: ADDRESS, required: ADDRESS, family: "contact_info" },
  alone("user_id", "Your own id", "user_id"),
  alone("mobile_id", "Mobile advertising id", "mobile_id"),
];
