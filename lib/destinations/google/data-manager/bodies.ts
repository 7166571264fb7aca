import type { IdentifierKind } from "@/lib/core/ports/destination";
import type { Consent, ConsentStatus, Member } from "../members";
import type { Settings } from "../settings";

/** Which list of which account, as ingestion, removal and emptying name it. */
export function destinationOf({ customerId, loginCustomerId }: Settings, list: string) {
  const account = (id: string) => ({ accountType: "GOOGLE_ADS", accountId: id });
  return {
    operatingAccount: account(customerId),
    ...(loginCustomerId ? { loginAccount: account(loginCustomerId) } : {}),
    productDestinationId: list,
  };
}

/**
 * An AudienceMember. A request may hold one type of data only: contact details, own ids or mobile ids, which a batch of one
 * identifier always does. https://developers.google.com/data-manager/api/devguides/audiences/send-audience-members (2026-11-20)
 */
export function memberBody({ id }: IdentifierKind, { cells, consent }: Member, isAdd: boolean) {
  return { ...dataOf(id, cells), ...(isAdd ? { consent: consentBody(consent) } : {}) };
}

function dataOf(identifier: string, cells: Member["cells"]) {
  if (identifier === "user_id") return { userIdData: { userId: cells.user_id } };
  if (identifier === "mobile_id") return { mobileData: { mobileIds: [cells.mobile_id] } };
  return { userData: { userIdentifiers: [contactOf(identifier, cells)] } };
}

function contactOf(identifier: string, cells: Member["cells"]) {
  if (identifier === "email") return { emailAddress: cells.email };
  if (identifier === "phone") return { phoneNumber: cells.phone };
  return {
    address: {
      givenName: cells.given_name,
      familyName: cells.family_name,
      regionCode: cells.region_code,
      postalCode: cells.postal_code,
    },
  };
}

function consentBody({ adUserData, adPersonalization }: Consent) {
  const status = (said: ConsentStatus) => `CONSENT_${said}`;
  return { adUserData: status(adUserData), adPersonalization: status(adPersonalization) };
}

const SECONDS_A_DAY = 86_400;

/** What a new list is. A list's kind of key, and where its data comes from, are for ever. */
export function userListBody(
  { uploadKeyType, mobileAppId }: Settings,
  { name, description }: { name: string; description?: string },
  lifetimeDays: number,
) {
  const firstParty = { dataSourceType: "DATA_SOURCE_TYPE_FIRST_PARTY" };
  const keys = {
    contact_info: { uploadKeyTypes: ["CONTACT_ID"], contactIdInfo: firstParty },
    user_id: { uploadKeyTypes: ["USER_ID"], userIdInfo: firstParty },
    mobile_id: {
      uploadKeyTypes: ["MOBILE_ID"],
      mobileIdInfo: { ...firstParty, appId: mobileAppId, keySpace: keySpaceOf(mobileAppId) },
    },
  };
  return {
    displayName: name,
    ...(description ? { description } : {}),
    membershipStatus: "OPEN",
    membershipDuration: `${lifetimeDays * SECONDS_A_DAY}s`,
    ingestedUserListInfo: keys[uploadKeyType],
  };
}

/** The App Store numbers its apps, Android names them. */
function keySpaceOf(appId: string | undefined): "IOS" | "ANDROID" {
  return /^[0-9]+$/.test(appId ?? "") ? "IOS" : "ANDROID";
}
