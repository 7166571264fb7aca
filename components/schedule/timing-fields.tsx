"use client";

import { useApi } from "@/components/api/use-api";
import { useSession } from "@/components/shell/use-session";
import { Field, Input } from "@/components/ui/field";
import { weekdayAndTime } from "@/components/ui/time-words";
import { cadenceHint, type TableAge } from "@/lib/core/schedule/cadence";
import { checkTiming } from "@/lib/core/schedule/check";
import type { Blackout, Timing } from "@/lib/core/schedule/types";
import type { SyncRow } from "@/lib/core/views/sync";
import { BlackoutFields } from "./blackout-fields";
import { draftOf, type ScheduleDraft, scheduleOf } from "./schedule-draft";
import { ScheduleFields } from "./schedule-fields";
import { previewTiming } from "./timing-words";

/** What the form holds of when a sync runs. */
export type TimingDraft = { schedule: ScheduleDraft; blackout: Blackout; endsOn: string };

export function timingDraftOf({ schedule, blackout, endsOn }: Timing, zone: string): TimingDraft {
  return { schedule: draftOf(schedule, zone), blackout, endsOn: endsOn ?? "" };
}

export function timingOf({ schedule, blackout, endsOn }: TimingDraft): Timing {
  return { schedule: scheduleOf(schedule), blackout, endsOn: endsOn === "" ? null : endsOn };
}

export function useWorkspaceZone(): string {
  return useSession().data?.workspace.zone ?? "UTC";
}

/** When a sync runs, with the sentence it makes. `syncId` null: of one that is being set up. */
export function TimingFields({
  draft,
  syncId,
  onChange,
}: {
  draft: TimingDraft;
  syncId: string | null;
  onChange: (draft: TimingDraft) => void;
}) {
  const zone = useWorkspaceZone();
  return (
    <div className="flex flex-col gap-5">
      <ScheduleFields
        syncId={syncId}
        draft={draft.schedule}
        workspaceZone={zone}
        onChange={(schedule) => onChange({ ...draft, schedule })}
      />
      <BlackoutFields
        blackout={draft.blackout}
        workspaceZone={zone}
        onChange={(blackout) => onChange({ ...draft, blackout })}
      />
      <Field
        label="Last day (optional)"
        help="After it nothing starts by itself; who is held stays until you end the sync."
        className="max-w-56"
      >
        {(aria) => (
          <Input
            {...aria}
            type="date"
            value={draft.endsOn}
            onChange={({ target }) => onChange({ ...draft, endsOn: target.value })}
          />
        )}
      </Field>
      <div>
        <Sentence draft={draft} zone={zone} />
        {syncId !== null && <Hint syncId={syncId} draft={draft} />}
      </div>
    </div>
  );
}

/** That it would run more often than what it reads changes. */
function Hint({ syncId, draft }: { syncId: string; draft: TimingDraft }) {
  const tables = useApi<TableAge[]>(`/syncs/${syncId}/source-age`);
  const { schedule } = timingOf(draft);
  if (!tables.data || checkTiming(timingOf(draft), new Date()).length > 0) return null;
  const hint = cadenceHint(schedule, tables.data, new Date());
  return hint && <p className="mt-1 text-xs text-ink-3">{hint}</p>;
}

function Sentence({ draft, zone }: { draft: TimingDraft; zone: string }) {
  const syncs = useApi<SyncRow[]>("/syncs", { enabled: draft.schedule.way === "after_sync" });
  const timing = timingOf(draft);
  const { schedule } = timing;
  if (schedule.kind === "after_sync" && schedule.sync === "") return null;
  const followed = schedule.kind === "after_sync" ? schedule.sync : null;
  const syncName = syncs.data?.find(({ id }) => id === followed)?.name ?? "that sync";
  const preview = previewTiming(timing, { zone, now: new Date(), syncName });
  return (
    <p role="status" className="text-sm">
      {"problem" in preview ? (
        <span className="text-bad">{preview.problem}</span>
      ) : (
        <>
          <b className="font-medium">{preview.words}</b>
          {preview.next && <> · next: {weekdayAndTime(preview.next, preview.zone)}</>}
        </>
      )}
    </p>
  );
}
