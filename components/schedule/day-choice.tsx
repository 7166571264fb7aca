import { classNames } from "@/components/ui/class-names";
import { WEEKDAYS, type Weekday } from "@/lib/core/schedule/types";

/** The days of a week, each on or off; one stays on. */
export function DayChoice({
  legend,
  days,
  onChange,
}: {
  legend: string;
  days: readonly Weekday[];
  onChange: (days: readonly Weekday[]) => void;
}) {
  const toggle = (day: Weekday) => {
    const changed = WEEKDAYS.filter((one) => (one === day ? !days.includes(day) : days.includes(one)));
    if (changed.length > 0) onChange(changed);
  };
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      <div className="flex flex-wrap gap-1">
        {WEEKDAYS.map((day) => (
          <label
            key={day}
            className={classNames(
              "inline-flex h-8 cursor-pointer items-center rounded-md border px-2 text-sm transition-quick has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
              days.includes(day)
                ? "border-accent bg-accent-soft font-medium text-accent-ink"
                : "border-control-line bg-raised text-ink-2 hover:border-ink-3",
            )}
          >
            <input
              type="checkbox"
              className="sr-only"
              checked={days.includes(day)}
              onChange={() => toggle(day)}
            />
            <span aria-hidden className="capitalize">
              {day.slice(0, 3)}
            </span>
            <span className="sr-only">{day}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
