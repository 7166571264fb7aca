import { z } from "zod";
import type { Member } from "../members";
import type { Operation } from "./jobs";

/** Requests of the services as proto-loader reads them: field names of the protos, enums by name. */

const Identifier = z.object({
  hashed_email: z.string().optional(),
  hashed_phone_number: z.string().optional(),
  mobile_id: z.string().optional(),
  third_party_user_id: z.string().optional(),
  address_info: z
    .object({
      hashed_first_name: z.string().default(""),
      hashed_last_name: z.string().default(""),
      country_code: z.string().default(""),
      postal_code: z.string().default(""),
    })
    .optional(),
});
const UserData = z.object({ user_identifiers: z.array(Identifier).default([]) });

export const CreateJob = z.object({
  customer_id: z.string(),
  job: z.object({
    type: z.literal("CUSTOMER_MATCH_USER_LIST"),
    customer_match_user_list_metadata: z.object({
      user_list: z.string(),
      consent: z
        .object({ ad_user_data: z.string().optional(), ad_personalization: z.string().optional() })
        .nullish(),
    }),
  }),
});
export const AddOperations = z.object({
  resource_name: z.string(),
  enable_partial_failure: z.boolean().optional(),
  operations: z.array(
    z
      .object({ create: UserData.nullish(), remove: UserData.nullish(), remove_all: z.boolean().optional() })
      .transform((operation): Operation => {
        if (operation.create) return { change: "add", member: memberOf(operation.create) };
        if (operation.remove) return { change: "remove", member: memberOf(operation.remove) };
        return { change: "clear" };
      }),
  ),
});
export const RunJob = z.object({ resource_name: z.string() });
export const MutateLists = z.object({
  customer_id: z.string(),
  operations: z
    .array(
      z.object({
        create: z.object({
          name: z.string(),
          description: z.string().default(""),
          membership_life_span: z.coerce.number().default(0),
          crm_based_user_list: z.object({
            upload_key_type: z.enum(["CONTACT_INFO", "CRM_ID", "MOBILE_ADVERTISING_ID"]),
            app_id: z.string().optional(),
          }),
        }),
      }),
    )
    .length(1),
});

function memberOf({ user_identifiers: identifiers }: z.infer<typeof UserData>): Member {
  const [first] = identifiers;
  if (first?.third_party_user_id !== undefined) return { userIdData: { userId: first.third_party_user_id } };
  if (first?.mobile_id !== undefined)
    return { mobileData: { mobileIds: identifiers.flatMap(({ mobile_id: id }) => id ?? []) } };
  return { userData: { userIdentifiers: identifiers.map(contactOf) } };
}

function contactOf(identifier: z.infer<typeof Identifier>) {
  const { hashed_email: emailAddress, hashed_phone_number: phoneNumber, address_info: address } = identifier;
  if (emailAddress !== undefined) return { emailAddress };
  if (phoneNumber !== undefined) return { phoneNumber };
  if (!address) return {};
  const { hashed_first_name, hashed_last_name, country_code, postal_code } = address;
  return {
    address: {
      givenName: hashed_first_name,
      familyName: hashed_last_name,
      regionCode: country_code,
      postalCode: postal_code,
    },
  };
}
