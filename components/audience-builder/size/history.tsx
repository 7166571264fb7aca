"use client";

import { useSession } from "@/components/shell/use-session";
import { count, drawn } from "@/components/ui/numbers";
import { Sparkline } from "@/components/ui/sparkline";
import { dayAndMonth } from "@/components/ui/time-words";
import { Tooltip } from "@/components/ui/tooltip";
import type { AudienceRow } from "@/lib/core/views/audience";

const LISTED = 8;

/** The size at each measurement, drawn over its days; the latest ones by number on pointing at it. */
export function History({ history }: { history: AudienceRow["history"] }) {
  const zone = useSession().data?.workspace.zone ?? "UTC";
  const [first, last] = [history[0], history.at(-1)];
  if (!first || !last || history.length < 2) return null;
  const day = (at: string) => dayAndMonth(at, zone);
  const latest = history.slice(-LISTED).reverse();
  const drawing = (
    <button
      type="button"
      aria-label={`Size when it was measured: ${latest.map(({ asOf, members }) => `${day(asOf)} ${count(members)}`).join(", ")}`}
      className="flex shrink-0 cursor-default flex-col items-end rounded-sm"
    >
      <Sparkline values={history.map((point) => drawn(point.members))} width={112} height={32} />
      <span className="text-xs whitespace-nowrap text-ink-3">
        {day(first.asOf) === day(last.asOf) ? day(last.asOf) : `${day(first.asOf)} – ${day(last.asOf)}`}
      </span>
    </button>
  );
  return (
    <Tooltip trigger={drawing}>
      <table>
        <tbody>
          {latest.map(({ asOf, members }) => (
            <tr key={asOf}>
              <th scope="row" className="pr-4 text-left font-normal">
                {day(asOf)}
              </th>
              <td className="text-right">{count(members)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Tooltip>
  );
}
