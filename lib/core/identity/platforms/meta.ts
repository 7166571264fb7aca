import { compose } from "../steps/compose";
import { countryCode } from "../steps/country";
import { birthDay, birthMonth, birthYear, date } from "../steps/date";
import { emailShape, plainEmail } from "../steps/email";
import { gender } from "../steps/gender";
import { advertisingId } from "../steps/identifiers";
import { lowercase } from "../steps/lowercase";
import { phone } from "../steps/phone";
import { plainPhone } from "../steps/phone-shortcut";
import { postalCode } from "../steps/postal-code";
import { replace } from "../steps/replace";
import { removeBlanks, removeNul, removePunctuation, trim } from "../steps/text";
import { state } from "../steps/us-state";
import type { Normaliser, NormaliserStep } from "../types";

/**
 * Meta's customer information parameters, one list a field.
 * https://developers.facebook.com/documentation/ads-commerce/conversions-api/parameters/customer-information-parameters (2026-11-20)
 */
const hashed = (
  id: string,
  steps: readonly NormaliserStep[],
  needs: Normaliser["needs"] = [],
): Normaliser => ({
  id: `meta.${id}`,
  version: 1,
  needs,
  steps: [removeNul, ...steps],
  hashed: true,
});
const plain = (id: string, steps: readonly NormaliserStep[]): Normaliser => ({
  ...hashed(id, steps),
  hashed: false,
});

/** Lower case, no punctuation, letters of every script kept. Blanks go too, as in Meta's own parameter builder. */
const name = [removeBlanks, removePunctuation, compose, lowercase];

export const metaNormalisers = {
  /** Trimmed, lower case; dots and +tags stay. */
  EMAIL: { ...hashed("EMAIL", [trim, compose, lowercase, emailShape]), shortcut: plainEmail },
  /** Digits only, calling code first, no leading zeros. */
  PHONE: { ...hashed("PHONE", phone, ["country"]), shortcut: plainPhone },
  FN: hashed("FN", name),
  LN: hashed("LN", name),
  /** First letter of the first name. */
  FI: hashed("FI", [...name, replace("^([^\\n])[^\\n]*$", "\\1")]),
  CT: hashed("CT", name),
  /** Two letters in the US. */
  ST: hashed("ST", [...name, ...state], ["country"]),
  ZIP: hashed("ZIP", postalCode, ["country"]),
  COUNTRY: hashed("COUNTRY", countryCode),
  GEN: hashed("GEN", [lowercase, trim, gender]),
  /** YYYYMMDD; the conversions parameter "db". Custom audiences take its parts. */
  DOB: hashed("DOB", date),
  DOBY: hashed("DOBY", birthYear),
  DOBM: hashed("DOBM", birthMonth),
  DOBD: hashed("DOBD", birthDay),
  /** Lower case with hyphens, not hashed. */
  MADID: plain("MADID", [trim, lowercase, advertisingId]),
  /** The advertiser's own id, as it is, not hashed. */
  EXTERN_ID: plain("EXTERN_ID", [trim]),
} as const satisfies Record<string, Normaliser>;
