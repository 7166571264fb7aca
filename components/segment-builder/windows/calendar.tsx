import type { WindowKinds } from "@/lib/core/segment/kinds";
import { InlineSelect } from "../inputs/inline-select";
import { WholeNumberInput } from "../inputs/whole-number-input";
import { UnitSelect } from "./units";
import type { WindowEditorProps } from "./window-editor";
import { ZoneSelect } from "./zone-select";

const CALENDAR_UNITS = ["day", "week", "month", "quarter", "year"] as const;

/** Whole days, weeks, months, quarters or years of the workspace's calendar. */
export function CalendarWindow({ window, onChange }: WindowEditorProps<WindowKinds["calendar"]>) {
  const { calendar, count, ...rest } = window;
  return (
    <>
      <InlineSelect
        label="Which"
        value={calendar}
        options={[
          { value: "this", label: "this" },
          { value: "previous", label: "the previous" },
          { value: "next", label: "the next" },
        ]}
        onChange={(which) =>
          onChange({ ...rest, calendar: which, ...(which === "this" || !count ? {} : { count }) })
        }
      />
      {calendar !== "this" && (
        <WholeNumberInput
          label="How many"
          value={count ?? 1}
          onChange={(many) => onChange({ ...window, count: many })}
        />
      )}
      <UnitSelect
        value={window.unit}
        units={CALENDAR_UNITS}
        many={calendar !== "this" && (count ?? 1) !== 1}
        onChange={(unit) => onChange({ ...window, unit })}
      />
      <ZoneSelect
        zone={window.zone}
        onChange={(zone) => {
          const { zone: _old, ...kept } = window;
          onChange(zone === undefined ? kept : { ...kept, zone });
        }}
      />
    </>
  );
}
