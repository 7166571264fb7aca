"use client";

import { classNames } from "@/components/ui/class-names";
import { count, counted, share } from "@/components/ui/numbers";
import { Time } from "@/components/ui/time";
import type { WaterfallView } from "@/lib/core/views/change-set";
import type { WithheldCount } from "@/lib/core/views/counts";
import { useIdentifierLabels } from "./use-identifier-labels";
import { waterfallLines } from "./waterfall-lines";

/** Who stays behind and why: a table first, with bars for the eye. */
export function WaterfallChart({ waterfall }: { waterfall: WaterfallView }) {
  const label = useIdentifierLabels();
  const { identifiers } = waterfall;
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <table aria-label="From members to those who may be sent" className="w-full text-left text-sm">
        <thead className="sr-only">
          <tr>
            <th scope="col">Step</th>
            <th scope="col">People</th>
            <th scope="col">Share of members</th>
          </tr>
        </thead>
        <tbody>
          {waterfallLines(waterfall).map((line) => {
            const dropped = line.kind === "dropped";
            return (
              <tr key={line.id}>
                <th
                  scope="row"
                  className={classNames(
                    "w-52 py-1 pr-3 font-normal",
                    dropped ? "pl-3 text-ink-2" : "font-medium",
                  )}
                >
                  {line.label}
                </th>
                <td
                  className={classNames(
                    "w-24 py-1 pr-3 text-right whitespace-nowrap",
                    !dropped && "font-medium",
                  )}
                >
                  {dropped && typeof line.count === "number" && line.count > 0 && "−"}
                  {count(line.count)}
                </td>
                <td className="py-1">
                  <div className="relative h-4" title={shareText(line.count, waterfall.members)}>
                    <span className="sr-only">{shareText(line.count, waterfall.members)}</span>
                    <span
                      aria-hidden
                      className={classNames(
                        "absolute inset-y-0 rounded-sm",
                        dropped ? "bg-bar-3" : line.id === "eligible" ? "bg-bar-1" : "bg-bar-2",
                      )}
                      style={{
                        left: `${line.from * 100}%`,
                        width: `${line.width * 100}%`,
                        minWidth: line.count === 0 ? 0 : 2,
                      }}
                    />
                  </div>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="text-sm text-ink-2">
        They are matched by{" "}
        <b className="font-medium text-ink">{counted(identifiers.total, "identifier", "identifiers")}</b>
        {Object.keys(identifiers.byKind).length > 0 && (
          <>
            {" "}
            (
            {Object.entries(identifiers.byKind)
              .map(([kind, amount]) => `${label(kind)} ${count(amount)}`)
              .join(", ")}
            )
          </>
        )}
        {identifiers.shared !== 0 && (
          <>; {counted(identifiers.shared, "of them belongs", "of them belong")} to more than one person</>
        )}
        .
        <span className="block text-xs text-ink-3">
          exact, as of <Time at={waterfall.asOf} />
          {isWithheld(waterfall) &&
            "; groups under ten people are not told, nor the counts they would follow from"}
        </span>
      </p>
    </div>
  );
}

function shareText(part: WithheldCount, whole: WithheldCount): string {
  return typeof part === "number" && typeof whole === "number" ? share(part, whole) : "not told";
}

function isWithheld({ members, heldBack, eligible }: WaterfallView): boolean {
  return [members, ...Object.values(heldBack), eligible].some((count) => typeof count !== "number");
}
