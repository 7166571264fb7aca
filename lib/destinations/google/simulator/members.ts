import { z } from "zod";
import type { Violation } from "./refusals";

/** https://developers.google.com/data-manager/api/limits (2026-11-20) */
export const MOST_MEMBERS = 10_000;
const MOST_IDENTIFIERS = 10;
const VIOLATIONS_TOLD = 100;

/** A name or the number that stands for it, as clients of gRPC's REST mapping send either. */
const named = <const Names extends readonly string[]>(names: Names) =>
  z
    .union([
      z.enum(names),
      z
        .number()
        .int()
        .transform((number) => names[number]),
    ])
    .pipe(z.enum(names));

const Consent = z.object({
  adUserData: named(["CONSENT_STATUS_UNSPECIFIED", "CONSENT_GRANTED", "CONSENT_DENIED"]).optional(),
  adPersonalization: named(["CONSENT_STATUS_UNSPECIFIED", "CONSENT_GRANTED", "CONSENT_DENIED"]).optional(),
});
const Address = z.object({
  givenName: z.string().default(""),
  familyName: z.string().default(""),
  regionCode: z.string().default(""),
  postalCode: z.string().default(""),
});
const Contact = z.object({
  emailAddress: z.string().optional(),
  phoneNumber: z.string().optional(),
  address: Address.optional(),
});
const Member = z.object({
  userData: z.object({ userIdentifiers: z.array(Contact) }).optional(),
  userIdData: z.object({ userId: z.string() }).optional(),
  mobileData: z.object({ mobileIds: z.array(z.string()) }).optional(),
  consent: Consent.optional(),
});
export const Members = z.object({
  destinations: z.array(
    z.object({
      operatingAccount: z.object({ accountId: z.string() }).loose(),
      loginAccount: z.object({ accountId: z.string() }).loose().optional(),
      productDestinationId: z.string(),
    }),
  ),
  audienceMembers: z.array(Member).default([]),
  encoding: named(["ENCODING_UNSPECIFIED", "HEX", "BASE64"]).optional(),
  consent: Consent.optional(),
  termsOfService: z
    .object({
      customerMatchTermsOfServiceStatus: named([
        "TERMS_OF_SERVICE_STATUS_UNSPECIFIED",
        "ACCEPTED",
        "REJECTED",
      ]),
    })
    .optional(),
  validateOnly: z.boolean().optional(),
});
export type Members = z.infer<typeof Members>;
export type Member = z.infer<typeof Member>;

/** What a list holds, in Data Manager's words. */
export type KeyType = "CONTACT_ID" | "USER_ID" | "MOBILE_ID";
export const KINDS = ["email", "phone", "address", "user_id", "mobile_id"] as const;
export type Kind = (typeof KINDS)[number];
export type Identifier = { kind: Kind; value: string };

/** The type of data of each member, or none. */
export function keyTypeOf({ userData, userIdData, mobileData }: Member): KeyType | null {
  if (userData) return "CONTACT_ID";
  if (userIdData) return "USER_ID";
  return mobileData ? "MOBILE_ID" : null;
}

/** What is wrong with the members, a field each; one wrong one refuses the whole request. */
export function violationsOf({ audienceMembers, encoding }: Members): Violation[] {
  const found: Violation[] = [];
  for (const [index, member] of audienceMembers.entries()) {
    const path = `audience_members.audience_members[${index}]`;
    for (const [field, reason] of wrongWith(member, encoding))
      found.push({ field: `${path}.${field}`, reason });
    if (found.length >= VIOLATIONS_TOLD) break;
  }
  return found;
}

type Wrong = [field: string, reason: string];

export function wrongWith(member: Member, encoding: Members["encoding"]): Wrong[] {
  const { userData, userIdData, mobileData } = member;
  if (userIdData) return userIdData.userId === "" ? [["user_id_data.user_id", "REQUIRED_FIELD_MISSING"]] : [];
  if (mobileData) {
    const wrong = mobileData.mobileIds.some((id) => !UUID.test(id));
    return wrong ? [["mobile_data.mobile_ids", "INVALID_MOBILE_ID_FORMAT"]] : [];
  }
  const identifiers = userData?.userIdentifiers ?? [];
  if (identifiers.length === 0) return [["user_data", "NO_IDENTIFIERS_PROVIDED"]];
  if (identifiers.length > MOST_IDENTIFIERS) return [["user_data", "TOO_MANY_USER_IDENTIFIERS"]];
  return identifiers.flatMap((contact) => wrongContact(contact, encoding));
}

const UUID = /^[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$/;

function wrongContact(contact: z.infer<typeof Contact>, encoding: Members["encoding"]): Wrong[] {
  const { emailAddress, phoneNumber, address } = contact;
  if (emailAddress !== undefined) return wrongHash("email_address", emailAddress, encoding);
  if (phoneNumber !== undefined) return wrongHash("phone_number", phoneNumber, encoding);
  if (!address) return [["user_identifiers", "NO_IDENTIFIERS_PROVIDED"]];
  const empty = Object.values(address).some((part) => part === "");
  if (empty) return [["address", "REQUIRED_FIELD_MISSING"]];
  return [
    ...wrongHash("address.given_name", address.givenName, encoding),
    ...wrongHash("address.family_name", address.familyName, encoding),
    ...when(!/^[A-Z]{2}$/.test(address.regionCode), "address.region_code", "INVALID_COUNTRY_CODE"),
    ...when(address.postalCode.length > 24, "address.postal_code", "INVALID_POSTAL_CODE"),
  ];
}

const when = (isWrong: boolean, field: string, reason: string): Wrong[] => (isWrong ? [[field, reason]] : []);

const HASH = /^[0-9a-fA-F]{64}$/;

function wrongHash(field: string, value: string, encoding: Members["encoding"]): Wrong[] {
  if (encoding === "BASE64") {
    return Buffer.from(value, "base64").length === 32 ? [] : [[field, "INVALID_SHA256_FORMAT"]];
  }
  if (!/^[0-9a-fA-F]*$/.test(value)) return [[field, "INVALID_HEX_ENCODING"]];
  return HASH.test(value) ? [] : [[field, "INVALID_SHA256_FORMAT"]];
}

/** Everything a member can be found by, in hex. */
export function identifiersOf(member: Member, encoding: Members["encoding"]): Identifier[] {
  const hex = (value: string) =>
    encoding === "BASE64" ? Buffer.from(value, "base64").toString("hex") : value.toLowerCase();
  const contacts = (member.userData?.userIdentifiers ?? []).map(({ emailAddress, phoneNumber, address }) => {
    if (emailAddress !== undefined) return { kind: "email" as const, value: hex(emailAddress) };
    if (phoneNumber !== undefined) return { kind: "phone" as const, value: hex(phoneNumber) };
    const { givenName = "", familyName = "", regionCode = "", postalCode = "" } = address ?? {};
    return {
      kind: "address" as const,
      value: [hex(givenName), hex(familyName), regionCode, postalCode].join("|"),
    };
  });
  return [
    ...contacts,
    ...(member.userIdData ? [{ kind: "user_id" as const, value: member.userIdData.userId }] : []),
    ...(member.mobileData?.mobileIds ?? []).map((value) => ({ kind: "mobile_id" as const, value })),
  ];
}

/** Why a member is not taken though the request is right; null: it is. */
export function consentProblem(member: Member, { consent }: Members): string | null {
  const said = member.consent?.adUserData ?? consent?.adUserData;
  if (said === "CONSENT_GRANTED") return null;
  return said === "CONSENT_DENIED"
    ? "PROCESSING_ERROR_REASON_DENIED_CONSENT"
    : "PROCESSING_ERROR_REASON_UNKNOWN_CONSENT";
}
