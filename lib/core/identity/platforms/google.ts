import { compose } from "../steps/compose";
import { consent } from "../steps/consent";
import { countryLetters } from "../steps/country";
import { emailShape, plainEmail } from "../steps/email";
import { oneGmailAddress } from "../steps/gmail";
import { advertisingId } from "../steps/identifiers";
import { keep } from "../steps/keep";
import { lowercase } from "../steps/lowercase";
import { removeSuffixes, removeTitles } from "../steps/person-name";
import { phone } from "../steps/phone";
import { plainPhone } from "../steps/phone-shortcut";
import { prefix } from "../steps/prefix";
import { removeBlanks, removeNul, trim } from "../steps/text";
import type { Normaliser, NormaliserStep } from "../types";

/**
 * What Google's Data Manager API and Customer Match take, one list a field.
 * https://developers.google.com/data-manager/api/devguides/concepts/formatting (2026-11-20)
 */
const hashed = (
  id: string,
  steps: readonly NormaliserStep[],
  needs: Normaliser["needs"] = [],
): Normaliser => ({ id: `google.${id}`, version: 1, needs, steps: [removeNul, ...steps], hashed: true });
const plain = (id: string, steps: readonly NormaliserStep[]): Normaliser => ({
  ...hashed(id, steps),
  hashed: false,
});

/** E.164 has a plus before the digits. */
const plus = prefix("+");
/** Punctuation and blanks inside a name stay: "quinn-alex". */
const name = [trim, compose, lowercase];

export const googleNormalisers = {
  /** Lower case, no blanks anywhere; at Gmail no dots and no "+tag" either. */
  email: {
    ...hashed("email", [removeBlanks, compose, lowercase, emailShape, ...oneGmailAddress]),
    shortcut: [...plainEmail, ...oneGmailAddress],
  },
  /** E.164 with its plus. */
  phone: { ...hashed("phone", [...phone, plus], ["country"]), shortcut: [...plainPhone, plus] },
  /** Without a title in front. */
  given_name: hashed("given_name", [...name, removeTitles, trim]),
  /** Without "Jr." and other suffixes. */
  family_name: hashed("family_name", [...name, removeSuffixes]),
  /** The two letters of ISO 3166-1 in upper case, not hashed; no names and no three letters. */
  region_code: plain("region_code", [trim, lowercase, countryLetters]),
  /** As it is written, not hashed; an American one may have its four further digits. */
  postal_code: plain("postal_code", [trim, keep("[A-Za-z -]{0,8}[0-9][0-9A-Za-z -]{0,14}")]),
  /** IDFA or AAID in lower case with hyphens, not hashed. */
  mobile_id: plain("mobile_id", [trim, lowercase, advertisingId]),
  /** The advertiser's own id, as it is, not hashed. */
  user_id: plain("user_id", [trim]),
  /** What a member said to each of Google's two questions: GRANTED or DENIED. */
  ad_user_data: plain("ad_user_data", [trim, lowercase, consent]),
  ad_personalization: plain("ad_personalization", [trim, lowercase, consent]),
} as const satisfies Record<string, Normaliser>;
