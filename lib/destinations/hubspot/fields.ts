import { hubspotNormalisers } from "@/lib/core/identity/platforms/hubspot";
import type { DestinationField, IdentifierKind } from "@/lib/core/ports/destination";

/** A list holds contacts the account already has; they are found by these, in plain text. */
export const fields: readonly DestinationField[] = [
  { id: "EMAIL", label: "Email", tags: ["email"], form: "plain", normaliser: hubspotNormalisers.EMAIL },
  {
    id: "OWN_ID",
    label: "Your own id",
    tags: ["external_id"],
    form: "plain",
    normaliser: hubspotNormalisers.OWN_ID,
  },
  {
    id: "RECORD_ID",
    label: "HubSpot record id",
    tags: ["external_id"],
    form: "plain",
    normaliser: hubspotNormalisers.RECORD_ID,
  },
];

export const identifiers: readonly IdentifierKind[] = fields.map(({ id, label }) => ({
  id,
  label,
  fields: [id],
  required: [id],
}));
