"use client";

import { toast } from "sonner";
import { useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import { Status } from "@/components/ui/status";
import { Table, type TableColumn } from "@/components/ui/table";
import { Ago } from "@/components/ui/time";
import type { AlertChannelView } from "@/lib/core/views/alert";
import { CHANNEL_WORDS } from "./alert-words";
import { LEVEL_CHOICES, levelChoice, levelsOf } from "./levels";

export function ChannelsTable({ rows }: { rows: readonly AlertChannelView[] }) {
  return <Table label="Channels" columns={COLUMNS} rows={rows} rowKey={(row) => row.id} />;
}

const COLUMNS: readonly TableColumn<AlertChannelView>[] = [
  {
    id: "name",
    header: "Name",
    sort: (row) => row.name,
    cell: (row) => (
      <>
        <span className="font-medium">{row.name}</span>
        <span className="block text-xs text-ink-3">
          {[CHANNEL_WORDS[row.kind], row.settings.url, row.settings.to?.join(", ")]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </>
    ),
  },
  { id: "levels", header: "Told of", cell: (row) => <Levels channel={row} /> },
  {
    id: "digest",
    header: "When",
    from: "md",
    cell: (row) => (row.digest ? "once a day, at 08:00" : "at once"),
  },
  { id: "state", header: "Last message", from: "sm", cell: (row) => <LastMessage channel={row} /> },
  { id: "actions", header: "Channel", cell: (row) => <Actions channel={row} /> },
];

function LastMessage({ channel: { enabled, problem, sentAt } }: { channel: AlertChannelView }) {
  if (!enabled) return <Status tone="paused">Off</Status>;
  if (problem) {
    return (
      <>
        <Status tone="bad">Did not arrive</Status>
        <span className="block text-xs text-ink-3">{problem}</span>
      </>
    );
  }
  return sentAt ? <Ago at={sentAt} /> : <span className="text-ink-3">none yet</span>;
}

function useUpdate(id: string) {
  return useSend<Partial<AlertChannelView>, AlertChannelView>({
    request: (change) => ({ path: `/alert-channels/${id}`, method: "PUT", body: change }),
    refresh: ["/alert-channels"],
  });
}

function Levels({ channel }: { channel: AlertChannelView }) {
  const update = useUpdate(channel.id);
  return (
    <Select
      aria-label={`What ${channel.name} is told of`}
      className="w-44"
      value={levelChoice(channel.levels)}
      options={LEVEL_CHOICES}
      onChange={({ target }) => update.mutate({ levels: levelsOf(target.value) })}
    />
  );
}

function Actions({ channel }: { channel: AlertChannelView }) {
  const { id, name, enabled } = channel;
  const update = useUpdate(id);
  const test = useSend<void, AlertChannelView>({
    request: () => ({ path: `/alert-channels/${id}/test`, body: {} }),
    refresh: ["/alert-channels"],
    done: () => toast.success(`${name} took the test.`),
  });
  const remove = useSend<void, { id: string }>({
    request: () => ({ path: `/alert-channels/${id}/delete`, body: {} }),
    refresh: ["/alert-channels"],
    done: () => toast.success(`${name} is told of nothing any more.`),
  });
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="sm" busy={test.isPending} onClick={() => test.mutate()}>
        Send a test<span className="sr-only"> to {name}</span>
      </Button>
      <Button size="sm" busy={update.isPending} onClick={() => update.mutate({ enabled: !enabled })}>
        {enabled ? "Turn off" : "Turn on"}
        <span className="sr-only"> {name}</span>
      </Button>
      <Button size="sm" look="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
        Delete<span className="sr-only"> {name}</span>
      </Button>
    </div>
  );
}
