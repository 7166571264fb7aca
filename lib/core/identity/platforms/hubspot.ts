import { compose } from "../steps/compose";
import { emailShape, plainEmail } from "../steps/email";
import { keep } from "../steps/keep";
import { lowercase } from "../steps/lowercase";
import { removeNul, trim } from "../steps/text";
import type { Normaliser, NormaliserStep } from "../types";

/** HubSpot finds contacts by plain values: https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/guide (2026-11-20) */
const plain = (id: string, steps: readonly NormaliserStep[]): Normaliser => ({
  id: `hubspot.${id}`,
  version: 1,
  needs: [],
  steps: [removeNul, ...steps],
  hashed: false,
});

export const hubspotNormalisers = {
  /** Trimmed, lower case, as HubSpot itself keeps addresses; dots and +tags stay. */
  EMAIL: { ...plain("EMAIL", [trim, compose, lowercase, emailShape]), shortcut: plainEmail },
  /** The value of a unique property, as it is. */
  OWN_ID: plain("OWN_ID", [trim]),
  /** Digits. */
  RECORD_ID: plain("RECORD_ID", [trim, keep("[0-9]{1,20}")]),
} as const satisfies Record<string, Normaliser>;
