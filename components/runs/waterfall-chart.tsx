"use client";

import { classNames } from "@/components/ui/class-names";
import { count, counted, share } from "@/components/ui/numbers";
import { Time } from "@/components/ui/time";
import type { SyncKind } from "@/lib/core/ports/destination";
import type { WithheldCount } from "@/lib/core/views/counts";
import type { WaterfallView } from "@/lib/core/views/identifiers";
import { useIdentifierLabels } from "./use-identifier-labels";
import { type WaterfallLine, waterfallLines } from "./waterfall-lines";

/** Who stays behind and why: a table first, with bars for the eye. */
export function WaterfallChart({ waterfall, kind }: { waterfall: WaterfallView; kind: SyncKind }) {
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
                  <Bar line={line} words={shareText(line.count, waterfall.members)} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="text-sm text-ink-2">
        {kind === "record" ? "They become" : "They are matched by"}{" "}
        <b className="font-medium text-ink">
          {kind === "record"
            ? counted(identifiers.total, "record", "records")
            : counted(identifiers.total, "identifier", "identifiers")}
        </b>
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

/** As long as its share; of a count that is not told only that it is not, in a box that is always as long. */
function Bar({ line, words }: { line: WaterfallLine; words: string }) {
  const { id, kind, from, width } = line;
  if (width === null) {
    return (
      <div className="relative h-4">
        <span
          className="hatched absolute inset-y-0 w-[min(6rem,100%)] rounded-sm border border-line-strong text-center text-xs/3.5 text-ink-2"
          style={{ left: `max(0px, min(${from * 100}%, 100% - 6rem))` }}
        >
          <span className="bg-page px-0.5">{words}</span>
        </span>
      </div>
    );
  }
  return (
    <div className="relative h-4" title={words}>
      <span className="sr-only">{words}</span>
      <span
        aria-hidden
        className={classNames(
          "absolute inset-y-0 rounded-sm",
          kind === "dropped" ? "bg-bar-3" : id === "eligible" ? "bg-bar-1" : "bg-bar-2",
        )}
        style={{ left: `${from * 100}%`, width: `${width * 100}%`, minWidth: width === 0 ? 0 : 2 }}
      />
    </div>
  );
}

function shareText(part: WithheldCount, whole: WithheldCount): string {
  return typeof part === "number" && typeof whole === "number" ? share(part, whole) : "not told";
}

function isWithheld({ members, heldBack, eligible }: WaterfallView): boolean {
  return [members, ...Object.values(heldBack), eligible].some((count) => typeof count !== "number");
}
