import { count } from "@/components/ui/numbers";
import type { LedgerCounts, LedgerState } from "@/lib/core/membership/types";
import { ledgerWord } from "./status-words";

const ORDER: readonly LedgerState[] = ["held", "unverified", "due", "in_flight", "refused", "removed"];
const ALWAYS: readonly LedgerState[] = ["unverified", "refused"];

/** What the platform holds because of us, identifier by identifier. */
export function LedgerTable({ ledger }: { ledger: LedgerCounts }) {
  const shown = ORDER.filter((state) => ledger[state] > 0 || ALWAYS.includes(state));
  return (
    <dl className="max-w-2xl">
      {shown.map((state) => {
        const { label, help } = ledgerWord(state);
        return (
          <div key={state} className="hairline grid grid-cols-[6rem_1fr] gap-x-4 py-2 last:border-b-0">
            <dd className="order-first text-right text-sm font-medium">{count(ledger[state])}</dd>
            <dt className="text-sm">
              {label}
              <span className="block text-xs text-ink-3">{help}</span>
            </dt>
          </div>
        );
      })}
    </dl>
  );
}
