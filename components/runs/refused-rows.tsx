import { count } from "@/components/ui/numbers";
import type { RunView } from "@/lib/core/views/run";

/** What the platform did not take, by reason, with what to do about each. */
export function RefusedRows({ refusals }: { refusals: RunView["refusals"] }) {
  return (
    <dl className="max-w-3xl">
      {refusals.map(({ reason, rows, message, fix }) => (
        <div key={reason ?? ""} className="hairline grid grid-cols-[6rem_1fr] gap-x-4 py-2 last:border-b-0">
          <dd className="order-first text-right text-sm font-medium">{count(rows)}</dd>
          <dt className="text-sm">
            {message}
            <span className="block text-xs text-ink-3">{fix}</span>
          </dt>
        </div>
      ))}
    </dl>
  );
}
