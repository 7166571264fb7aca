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
  /** Where the window stands, and on which row values in it are read. */
  path: string;
  entity: string;
};

const KINDS: readonly { value: WindowKind; label: string; start: Window }[] = [
  { value: "last", label: "in the last", start: { last: 90, unit: "day" } },
  { value: "next", label: "in the next", start: { next: 30, unit: "day" } },
  { value: "older_than", label: "longer ago than", start: { older_than: 90, unit: "day" } },
  { value: "calendar", label: "during", start: { calendar: "this", unit: "month" } },
  { value: "range", label: "between", start: {} },
  { value: "after", label: "soon after", start: { after: { column: "" }, within: 7, unit: "day" } },
];
const ANY_TIME = { value: "any" as const, label: "at any time" };

/** When. `optional`: "at any time" is a choice too. */
export function WindowEditor({
  window,
  onChange,
  optional = false,
  ...where
}: {
  window: Window | undefined;
  onChange: (window: Window | undefined) => void;
  ofDates: boolean;
  path: string;
  entity: string;
  optional?: boolean;
}) {
  const kind = window ? windowKind(window) : "any";
  const options = [...(optional ? [ANY_TIME] : []), ...KINDS];
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5 leading-7">
      <InlineSelect<WindowKind | "any">
        label="When"
        value={kind}
        options={options.map(({ value, label }) => ({ value, label }))}
        onChange={(next) => onChange(KINDS.find(({ value }) => value === next)?.start)}
      />
      {window &&
        foldWindow(window, {
          last: (node) => <LastWindow {...where} window={node} onChange={onChange} />,
          next: (node) => <NextWindow {...where} window={node} onChange={onChange} />,
          older_than: (node) => <OlderThanWindow {...where} window={node} onChange={onChange} />,
          calendar: (node) => <CalendarWindow {...where} window={node} onChange={onChange} />,
          after: (node) => <AfterWindow {...where} window={node} onChange={onChange} />,
          range: (node) => <RangeWindow {...where} window={node} onChange={onChange} />,
        })}
    </span>
  );
}
