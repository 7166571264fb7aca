import { Tag } from "@/components/ui/status";
import type { AlertRulesView } from "@/lib/core/views/alert";
import { numbersOf, rowWords, thresholdRows } from "./threshold-draft";

/** What holds, and which of it was set here. */
export function ThresholdTable({ of, view }: { of: "workspace" | "sync"; view: AlertRulesView }) {
  const holds = numbersOf(view.inForce);
  return (
    <div className="relative overflow-x-auto">
      <table aria-label="Where alerts begin" className="w-full max-w-4xl text-left text-sm">
        <thead>
          <tr className="hairline text-xs text-ink-3">
            <th scope="col" className="py-1.5 pr-4 font-medium">
              Alert
            </th>
            <th scope="col" className="py-1.5 pr-4 font-medium">
              Warning from
            </th>
            <th scope="col" className="py-1.5 font-medium">
              Critical from
            </th>
          </tr>
        </thead>
        <tbody>
          {thresholdRows(of).map((row) => {
            const { warning, critical, least } = rowWords(row, holds);
            return (
              <tr key={row.rule} className="hairline align-top">
                <th scope="row" className="py-2 pr-4 font-medium">
                  <span className="flex flex-wrap items-center gap-2">
                    {row.title}
                    {view.set[row.rule] && <Tag>set here</Tag>}
                  </span>
                  {least && <span className="block text-xs font-normal text-ink-3">{least}</span>}
                </th>
                <td className="py-2 pr-4 tabular-nums">
                  {warning ?? <span className="text-ink-3">none, critical at once</span>}
                </td>
                <td className="py-2 tabular-nums">{critical}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
