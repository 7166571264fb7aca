import type { FieldDecisionView } from "@/lib/core/views/decision";
import { DecisionWords } from "./decision-words";

/** Which personal fields leave, in what form, under which line of the policy. */
export function DecisionTable({ decisions }: { decisions: readonly FieldDecisionView[] }) {
  if (decisions.length === 0)
    return <p className="text-sm text-ink-3">No field is mapped, so nothing can leave.</p>;
  return (
    <div className="relative overflow-x-auto">
      <table aria-label="Fields that leave" className="w-full max-w-3xl text-left text-sm">
        <thead>
          <tr className="hairline text-xs text-ink-3">
            <th scope="col" className="w-1/5 py-1.5 pr-4 font-medium">
              Field
            </th>
            <th scope="col" className="w-1/4 py-1.5 pr-4 font-medium">
              From column
            </th>
            <th scope="col" className="py-1.5 font-medium">
              Form, and the policy's line
            </th>
          </tr>
        </thead>
        <tbody>
          {decisions.map((decision) => (
            <tr key={decision.field} className="hairline align-top">
              <th scope="row" className="py-2 pr-4 font-medium">
                {decision.label}
              </th>
              <td className="py-2 pr-4">
                {decision.columnLabel ?? decision.column ?? "–"}
                {decision.columnLabel && <span className="block text-xs text-ink-3">{decision.column}</span>}
              </td>
              <td className="py-2">
                <DecisionWords decision={decision} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {decisions.some(({ allowed }) => !allowed) && (
        <p className="mt-2 text-xs text-ink-3">
          Blocked fields stay in the warehouse; an admin can change the policy on the destination's page.
        </p>
      )}
    </div>
  );
}
