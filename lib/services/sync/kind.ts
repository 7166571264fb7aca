import { Conflict } from "@/lib/core/errors";
import type { Sync } from "@/lib/db/generated/client";

/** Of records, what Coterie wrote and what was there before are one; nobody can tell them apart any more. */
export function requireSet({ kind }: Pick<Sync, "kind">): void {
  if (kind === "set") return;
  throw new Conflict(
    "NOT_A_SET",
    "This sync writes records: they belong to the platform as much as to Coterie.",
    "Change or end the sync; what it wrote stays.",
  );
}

/** Going on in steps is for what is hard to take back. */
export function requireRecords({ kind }: Pick<Sync, "kind">): void {
  if (kind === "record") return;
  throw new Conflict(
    "NOT_RECORDS",
    "This sync fills an audience, not records.",
    "Run it, or try a dry run first.",
  );
}
