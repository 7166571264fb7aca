import type { PiiTag } from "./types";

/** From what points at a person most to what points at them least. */
const STRENGTH: readonly PiiTag[] = [
  ...(["unclassified", "sensitive", "email", "phone", "full_name", "external_id", "device_id"] as const),
  ...(["ip_address", "street", "last_name", "first_name", "birth_date", "postal_code"] as const),
  ...(["gender", "city", "state", "country"] as const),
];

/** The tag of a value made of values with these tags; null where none is personal. */
export function strongestPii(tags: readonly (PiiTag | null)[]): PiiTag | null {
  return STRENGTH.find((tag) => tags.includes(tag)) ?? null;
}
