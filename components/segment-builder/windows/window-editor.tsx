import { foldWindow, type WindowKind, windowKind } from "@/lib/core/segment/kinds";
import type { Window } from "@/lib/core/segment/types";
import { InlineSelect } from "../inputs/inline-select";
import { AfterWindow } from "./after";
import { CalendarWindow } from "./calendar";
import { LastWindow } from "./last";
import { NextWindow } from "./next";
import { OlderThanWindow } from "./older-than";
import { RangeWindow } from "./range";

export type WindowEditorProps<W extends Window> = {
  window: W;
  onChange: (window: Window) => void;
  /** Whole days rather than moments. */
  ofDates: boolean;
};

const KINDS: readonly { value: WindowKind; label: string; start: Window }[] = [
  { value: "last", label: "in the last", start: { last: 90, unit: "day" } },
  { value: "next", label: "in the next", start: { next: 30, unit: "day" } },
  { value: "older_than", label: "longer ago than", start: { older_than: 90, unit: "day" } },
  { value: "calendar", label: "during", start: { calendar: "this", unit: "month" } },
  { value: "range", label: "between", start: {} },
];
const AFTER = { value: "after" as const, label: "within" };
const ANY_TIME = { value: "any" as const, label: "at any time" };

/** When. `optional`: "at any time" is a choice too. */
export function WindowEditor({
  window,
  onChange,
  ofDates,
  optional = false,
}: {
  window: Window | undefined;
  onChange: (window: Window | undefined) => void;
  ofDates: boolean;
  optional?: boolean;
}) {
  const kind = window ? windowKind(window) : "any";
  const options = [...(optional ? [ANY_TIME] : []), ...KINDS, ...(kind === "after" ? [AFTER] : [])];
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5 leading-7 sm:flex-nowrap">
      <InlineSelect<WindowKind | "any">
        label="When"
        value={kind}
        options={options.map(({ value, label }) => ({ value, label }))}
        onChange={(next) => onChange(KINDS.find(({ value }) => value === next)?.start)}
      />
      {window &&
        foldWindow(window, {
          last: (node) => <LastWindow window={node} onChange={onChange} ofDates={ofDates} />,
          next: (node) => <NextWindow window={node} onChange={onChange} ofDates={ofDates} />,
          older_than: (node) => <OlderThanWindow window={node} onChange={onChange} ofDates={ofDates} />,
          calendar: (node) => <CalendarWindow window={node} onChange={onChange} ofDates={ofDates} />,
          after: (node) => <AfterWindow window={node} onChange={onChange} ofDates={ofDates} />,
          range: (node) => <RangeWindow window={node} onChange={onChange} ofDates={ofDates} />,
        })}
    </span>
  );
}
