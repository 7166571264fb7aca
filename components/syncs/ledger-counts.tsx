import { count } from "@/components/ui/numbers";
import type { LedgerState } from "@/lib/core/membership/types";
import type { SyncKind } from "@/lib/core/ports/destination";
import type { LedgerView } from "@/lib/core/views/identifiers";
import { ledgerWord } from "./status-words";

const ORDER: readonly LedgerState[] = ["held", "unverified", "due", "in_flight", "refused", "removed"];
/** Platforms answer record by record; of sets some tell counts only. */
const ALWAYS: Record<SyncKind, readonly LedgerState[]> = {
  set: ["unverified", "refused"],
  record: ["refused"],
};

/** What the platform holds because of us, in identifiers or records. */
export function LedgerTable({ ledger, kind }: { ledger: LedgerView; kind: SyncKind }) {
  const shown = ORDER.filter((state) => ledger[state] !== 0 || ALWAYS[kind].includes(state));
  return (
    <dl className="max-w-2xl">
      {shown.map((state) => {
        const { label, help } = ledgerWord(state);
        return (
          <div key={state} className="hairline grid grid-cols-[6rem_1fr] gap-x-4 py-2 last:border-b-0">
            <dd className="order-first text-right text-sm font-medium">{count(ledger[state])}</dd>
            <dt className="text-sm">
              {label}
              {ledger[state] !== 0 && <span className="block text-xs text-ink-3">{help}</span>}
            </dt>
          </div>
        );
      })}
    </dl>
  );
}
