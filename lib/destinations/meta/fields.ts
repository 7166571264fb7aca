import type { PiiTag } from "@/lib/core/catalog/types";
import { metaNormalisers } from "@/lib/core/identity/platforms/meta";
import type { DestinationField, IdentifierKind } from "@/lib/core/ports/destination";

type FieldId = Exclude<keyof typeof metaNormalisers, "DOB">;

const field = (id: FieldId, label: string, tags: readonly PiiTag[]): DestinationField => ({
  id,
  label,
  tags,
  form: metaNormalisers[id].hashed ? "hashed" : "plain",
  normaliser: metaNormalisers[id],
});

/** https://developers.facebook.com/docs/marketing-api/reference/custom-audience/users (2025-10-08) */
export const fields: readonly DestinationField[] = [
  field("EMAIL", "Email", ["email"]),
  field("PHONE", "Phone number", ["phone"]),
  field("MADID", "Mobile advertising id", ["device_id"]),
  field("EXTERN_ID", "Your own id", ["external_id"]),
  field("FN", "First name", ["first_name"]),
  field("LN", "Last name", ["last_name"]),
  field("FI", "First initial", ["first_name"]),
  field("CT", "City", ["city"]),
  field("ST", "State", ["state"]),
  field("ZIP", "Postal code", ["postal_code"]),
  field("COUNTRY", "Country", ["country"]),
  field("GEN", "Gender", ["gender"]),
  field("DOBY", "Birth year", ["birth_date"]),
  field("DOBM", "Birth month", ["birth_date"]),
  field("DOBD", "Birth day", ["birth_date"]),
];

/**
 * Each of the first four finds a person alone. A name does not: it goes with the postal code and the country, which Meta
 * wants always, and with whatever else is known.
 */
export const identifiers: readonly IdentifierKind[] = [
  { id: "EMAIL", label: "Email", fields: ["EMAIL"], required: ["EMAIL"] },
  { id: "PHONE", label: "Phone number", fields: ["PHONE"], required: ["PHONE"] },
  { id: "MADID", label: "Mobile advertising id", fields: ["MADID"], required: ["MADID"] },
  { id: "EXTERN_ID", label: "Your own id", fields: ["EXTERN_ID"], required: ["EXTERN_ID"] },
  {
    id: "NAME",
    label: "Name and address",
    fields: ["FN", "LN", "FI", "CT", "ST", "ZIP", "COUNTRY", "GEN", "DOBY", "DOBM", "DOBD"],
    required: ["FN", "LN", "ZIP", "COUNTRY"],
  },
];
