"use client";

import { useApi } from "@/components/api/use-api";
import { Field, Input, Select } from "@/components/ui/field";
import type { SyncRow } from "@/lib/core/views/sync";
import { DayChoice } from "./day-choice";
import type { ScheduleDraft, Way } from "./schedule-draft";
import { ZoneSelect } from "./zone-select";

const WAYS: readonly { value: Way; label: string }[] = [
  { value: "none", label: "Only when someone starts it" },
  { value: "times", label: "At a time of day" },
  { value: "interval", label: "Every so often" },
  { value: "after_sync", label: "After another sync" },
  { value: "after_dbt", label: "After a dbt job" },
  { value: "cron", label: "As a cron expression says" },
];

type Props = {
  draft: ScheduleDraft;
  workspaceZone: string;
  onChange: (draft: ScheduleDraft) => void;
};

/** When a sync starts by itself. */
export function ScheduleFields({ syncId, ...props }: Props & { syncId: string | null }) {
  const { draft, onChange } = props;
  return (
    <div className="flex flex-col gap-4">
      <Field label="Runs" className="max-w-sm">
        {(aria) => (
          <Select
            {...aria}
            value={draft.way}
            options={WAYS}
            // The options are the only values a select can have.
            onChange={({ target }) => onChange({ ...draft, way: target.value as Way })}
          />
        )}
      </Field>
      {draft.way === "times" && <TimesFields {...props} />}
      {draft.way === "interval" && <IntervalFields {...props} />}
      {draft.way === "after_sync" && <AfterSyncField {...props} syncId={syncId} />}
      {draft.way === "after_dbt" && <AfterDbtField {...props} />}
      {draft.way === "cron" && <CronFields {...props} />}
    </div>
  );
}

function TimesFields({ draft, workspaceZone, onChange }: Props) {
  return (
    <>
      <DayChoice legend="Days" days={draft.days} onChange={(days) => onChange({ ...draft, days })} />
      <div className="flex flex-wrap gap-4">
        <Field label="Time" className="w-32">
          {(aria) => (
            <Input
              {...aria}
              type="time"
              required
              value={draft.time}
              onChange={({ target }) => onChange({ ...draft, time: target.value })}
            />
          )}
        </Field>
        <ZoneField draft={draft} workspaceZone={workspaceZone} onChange={onChange} />
      </div>
    </>
  );
}

function IntervalFields({ draft, onChange }: Props) {
  return (
    <div className="flex flex-wrap items-end gap-4">
      <Field label="Every" className="w-24">
        {(aria) => (
          <Input
            {...aria}
            type="number"
            min={1}
            required
            value={draft.count}
            onChange={({ target }) => onChange({ ...draft, count: target.value })}
          />
        )}
      </Field>
      <Field label="Unit" className="w-32">
        {(aria) => (
          <Select
            {...aria}
            value={draft.unit}
            options={[
              { value: "minutes", label: "minutes" },
              { value: "hours", label: "hours" },
            ]}
            onChange={({ target }) =>
              onChange({ ...draft, unit: target.value === "hours" ? "hours" : "minutes" })
            }
          />
        )}
      </Field>
    </div>
  );
}

function AfterSyncField({ draft, onChange, syncId }: Props & { syncId: string | null }) {
  const syncs = useApi<SyncRow[]>("/syncs");
  const others = (syncs.data ?? []).filter(({ id }) => id !== syncId);
  return (
    <Field
      label="Sync"
      help="Starts when a run of it has gone through, as of the same moment."
      className="max-w-sm"
    >
      {(aria) => (
        <Select
          {...aria}
          value={draft.sync}
          options={[
            { value: "", label: others.length === 0 ? "There is no other sync" : "Choose…", disabled: true },
            ...others.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ target }) => onChange({ ...draft, sync: target.value })}
        />
      )}
    </Field>
  );
}

function AfterDbtField({ draft, onChange }: Props) {
  return (
    <Field label="Job" help="Its name or id in dbt. Empty: any job." className="max-w-sm">
      {(aria) => (
        <Input
          {...aria}
          value={draft.job}
          onChange={({ target }) => onChange({ ...draft, job: target.value })}
        />
      )}
    </Field>
  );
}

function CronFields({ draft, workspaceZone, onChange }: Props) {
  return (
    <div className="flex flex-wrap gap-4">
      <Field label="Cron expression" help="Minute, hour, day, month, weekday." className="w-56">
        {(aria) => (
          <Input
            {...aria}
            className="font-mono"
            spellCheck={false}
            required
            value={draft.cron}
            onChange={({ target }) => onChange({ ...draft, cron: target.value })}
          />
        )}
      </Field>
      <ZoneField draft={draft} workspaceZone={workspaceZone} onChange={onChange} />
    </div>
  );
}

function ZoneField({ draft, workspaceZone, onChange }: Props) {
  return (
    <Field label="Time zone" className="w-56">
      {(aria) => (
        <ZoneSelect
          aria={aria}
          zone={draft.zone}
          workspaceZone={workspaceZone}
          onChange={(zone) => onChange({ ...draft, zone })}
        />
      )}
    </Field>
  );
}
