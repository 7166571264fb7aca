import { CircleAlert, CircleCheck } from "lucide-react";
import type { ChangeSetView } from "@/lib/core/views/change-set";

export function Checks({ checks }: { checks: ChangeSetView["checks"] }) {
  if (checks.length === 0) return <p className="text-sm text-ink-3">Checked once it is measured.</p>;
  return (
    <ul className="flex flex-col gap-1.5">
      {checks.map((check) => (
        <li key={check.name} className="flex items-start gap-2 text-sm">
          {check.ok ? (
            <CircleCheck role="img" aria-label="Passed" className="mt-0.5 size-4 shrink-0 text-good" />
          ) : (
            <CircleAlert role="img" aria-label="Look at this" className="mt-0.5 size-4 shrink-0 text-warn" />
          )}
          <span>
            <span className="font-medium">{check.name}</span>
            <span className="text-ink-2"> · {check.text}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
