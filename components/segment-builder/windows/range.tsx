import { classNames } from "@/components/ui/class-names";
import { Input } from "@/components/ui/field";
import type { WindowKinds } from "@/lib/core/segment/kinds";
import { INLINE } from "../inputs/inline-select";
import type { WindowEditorProps } from "./window-editor";
import { ZoneSelect } from "./zone-select";

/**
 * Dates: whole days, both in. Times: from the first moment up to, not including, the second. An end may stay open. A
 * window written in times stays in times, shown in UTC.
 */
export function RangeWindow({ window, onChange, ofDates }: WindowEditorProps<WindowKinds["range"]>) {
  const set = (part: "from" | "to" | "zone", value: string | undefined) => {
    const { [part]: _old, ...rest } = window;
    onChange(value === undefined || value === "" ? rest : { ...rest, [part]: value });
  };
  const inTimes = isTime(window.from) || isTime(window.to);
  return (
    <>
      <BoundInput
        label="From"
        value={window.from}
        inTimes={inTimes}
        onChange={(value) => set("from", value)}
      />
      <span className="text-sm">{ofDates || !inTimes ? "and" : "and before"}</span>
      <BoundInput
        label={inTimes ? "Before" : "To"}
        value={window.to}
        inTimes={inTimes}
        onChange={(value) => set("to", value)}
      />
      {inTimes && <span className="text-sm text-ink-3">UTC</span>}
      <ZoneSelect zone={window.zone} onChange={(zone) => set("zone", zone)} />
    </>
  );
}

function isTime(bound: string | undefined): boolean {
  return bound?.includes("T") ?? false;
}

function BoundInput({
  label,
  value = "",
  inTimes,
  onChange,
}: {
  label: string;
  value?: string;
  inTimes: boolean;
  onChange: (value: string) => void;
}) {
  return (
    <Input
      aria-label={inTimes ? `${label}, in UTC` : label}
      type={inTimes ? "datetime-local" : "date"}
      value={inTimes ? localPart(value) : value.slice(0, 10)}
      onChange={({ target }) =>
        onChange(inTimes && target.value !== "" ? `${target.value}:00Z` : target.value)
      }
      className={classNames(INLINE, inTimes ? "w-48" : "w-36")}
    />
  );
}

/** What the system's field wants: the moment's date and time in UTC, without its Z. */
function localPart(value: string): string {
  const moment = new Date(value);
  return Number.isNaN(moment.valueOf()) ? "" : moment.toISOString().slice(0, 16);
}
