import type { services } from "google-ads-api";
import type { IdentifierKind } from "@/lib/core/ports/destination";
import type { Consent, Member } from "../members";
import type { Settings } from "../settings";
import type { OpenAds } from "./sdk";

type Operation = services.IOfflineUserDataJobOperation;

/** One operation a member. https://developers.google.com/google-ads/api/docs/remarketing/audience-segments/customer-match/get-started (2026-11-20) */
export function operationFor(kind: IdentifierKind, member: Member, isAdd: boolean): Operation {
  const data = { user_identifiers: [identifierFor(kind.id, member.cells)] };
  return isAdd ? { create: data } : { remove: data };
}

function identifierFor(kind: string, cells: Member["cells"]) {
  if (kind === "email") return { hashed_email: cells.email };
  if (kind === "phone") return { hashed_phone_number: cells.phone };
  if (kind === "user_id") return { third_party_user_id: cells.user_id };
  if (kind === "mobile_id") return { mobile_id: cells.mobile_id };
  return {
    address_info: {
      hashed_first_name: cells.given_name,
      hashed_last_name: cells.family_name,
      country_code: cells.region_code,
      postal_code: cells.postal_code,
    },
  };
}

/** Consent is said of a job as a whole, so people who said different things go in different jobs. */
export function jobFor({ sdk }: OpenAds, list: string, consent: Consent | null) {
  const { OfflineUserDataJobType: types, ConsentStatus: statuses } = sdk.enums;
  return {
    type: types.CUSTOMER_MATCH_USER_LIST,
    customer_match_user_list_metadata: {
      user_list: list,
      ...(consent
        ? {
            consent: {
              ad_user_data: statuses[consent.adUserData],
              ad_personalization: statuses[consent.adPersonalization],
            },
          }
        : {}),
    },
  };
}

/** A list's kind of key is for ever. */
export function userListFor(
  { sdk }: OpenAds,
  { uploadKeyType, mobileAppId }: Settings,
  { name, description }: { name: string; description?: string },
  lifetimeDays: number,
) {
  const { CustomerMatchUploadKeyType: keys, UserListCrmDataSourceType: sources } = sdk.enums;
  const key = {
    contact_info: keys.CONTACT_INFO,
    user_id: keys.CRM_ID,
    mobile_id: keys.MOBILE_ADVERTISING_ID,
  };
  return {
    name,
    ...(description ? { description } : {}),
    membership_life_span: lifetimeDays,
    crm_based_user_list: {
      upload_key_type: key[uploadKeyType],
      data_source_type: sources.FIRST_PARTY,
      ...(uploadKeyType === "mobile_id" ? { app_id: mobileAppId } : {}),
    },
  };
}
