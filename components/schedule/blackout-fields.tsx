import { Plus, Trash2 } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import type { Blackout, BlackoutWindow } from "@/lib/core/schedule/types";
import { DayChoice } from "./day-choice";
import { ZoneSelect } from "./zone-select";

const NIGHT: BlackoutWindow = { days: ["saturday", "sunday"], from: "00:00", to: "00:00" };

/** When nothing may start by itself. */
export function BlackoutFields({
  blackout,
  workspaceZone,
  onChange,
}: {
  blackout: Blackout;
  workspaceZone: string;
  onChange: (blackout: Blackout) => void;
}) {
  const { windows, zone } = blackout;
  const replace = (index: number, window: BlackoutWindow | null) =>
    onChange({ ...blackout, windows: windows.flatMap((one, at) => (at === index ? (window ?? []) : one)) });
  return (
    <div className="flex flex-col gap-4">
      {windows.map((window, index) => (
        <WindowFields
          // Windows have nothing but their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          key={index}
          number={index + 1}
          window={window}
          onChange={(changed) => replace(index, changed)}
        />
      ))}
      {windows.length > 0 && (
        <Field label="Time zone of blackouts" className="max-w-56">
          {(aria) => (
            <ZoneSelect
              aria={aria}
              zone={zone ?? workspaceZone}
              workspaceZone={workspaceZone}
              onChange={(name) => onChange({ ...blackout, zone: name === workspaceZone ? null : name })}
            />
          )}
        </Field>
      )}
      <div>
        <Button size="sm" onClick={() => onChange({ ...blackout, windows: [...windows, NIGHT] })}>
          <Plus aria-hidden className="size-3.5" />
          Add a blackout
        </Button>
        <p className="mt-1 text-xs text-ink-3">
          A run that is due in one waits until it is over. Removals owed to people do not wait.
        </p>
      </div>
    </div>
  );
}

function WindowFields({
  number,
  window,
  onChange,
}: {
  number: number;
  window: BlackoutWindow;
  onChange: (window: BlackoutWindow | null) => void;
}) {
  return (
    <div className="flex flex-col gap-3">
      <DayChoice
        legend={`Blackout ${number}: days`}
        days={window.days}
        onChange={(days) => onChange({ ...window, days })}
      />
      <div className="flex flex-wrap items-end gap-4">
        {(["from", "to"] as const).map((edge) => (
          <Field key={edge} label={edge === "from" ? "From" : "Until"} className="w-28">
            {(aria) => (
              <Input
                {...aria}
                type="time"
                required
                value={window[edge]}
                onChange={({ target }) => onChange({ ...window, [edge]: target.value })}
              />
            )}
          </Field>
        ))}
        <IconButton label={`Remove blackout ${number}`} onClick={() => onChange(null)}>
          <Trash2 aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}
