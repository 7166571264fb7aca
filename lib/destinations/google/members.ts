import { CoterieError } from "@/lib/core/errors";
import type { SetBatch, SetRow } from "@/lib/core/ports/destination";
import { attributes, fields } from "./fields";

/** What is known of one person, by field: { email: "5e88…" } or the four parts of an address. */
export type Member = { cells: Readonly<Record<string, string>>; consent: Consent };
export type ConsentStatus = "GRANTED" | "DENIED";
export type Consent = { adUserData: ConsentStatus; adPersonalization: ConsentStatus };

/** The rows of a batch as people; what nobody said of their consent is as the account's setting has it. */
export function membersOf(batch: SetBatch, unknownConsent: "granted" | "denied"): Member[] {
  refuseRawValues(batch);
  const otherwise: ConsentStatus = unknownConsent === "denied" ? "DENIED" : "GRANTED";
  return batch.rows.map((row) => ({
    cells: Object.fromEntries(batch.identifier.fields.map((id, column) => [id, row.cells[column] ?? ""])),
    consent: {
      adUserData: statusOf(row, "ad_user_data", otherwise),
      adPersonalization: statusOf(row, "ad_personalization", otherwise),
    },
  }));
}

function statusOf(row: SetRow, attribute: string, otherwise: ConsentStatus): ConsentStatus {
  const said = row.attributes[attributes.findIndex(({ id }) => id === attribute)];
  if (!said) return otherwise;
  return said === "GRANTED" ? "GRANTED" : "DENIED";
}

const HASH = /^[0-9a-f]{64}$/;

/** The last door: whatever happened before, a field that must be hashed leaves as a hash or not at all. */
function refuseRawValues({ identifier, rows }: SetBatch): void {
  const hashed = identifier.fields.map((id) => fields.find((field) => field.id === id)?.form === "hashed");
  const raw = rows.filter(({ cells }) => cells.some((cell, column) => hashed[column] && !HASH.test(cell)));
  if (raw.length === 0) return;
  throw new CoterieError({
    code: "RAW_VALUE_STOPPED",
    message: "A batch held values that are not hashed, so nothing of it was sent.",
    remedy: "report",
    fix: "Tell whoever runs Coterie here; the run's number is enough to find the cause.",
    details: { rows: raw.length },
  });
}
