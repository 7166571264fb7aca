"use client";

import Link from "next/link";
import { useQueryState } from "nuqs";
import { useApi } from "@/components/api/use-api";
import { useMay } from "@/components/shell/use-session";
import { Button, LinkButton } from "@/components/ui/button";
import { Field, Select } from "@/components/ui/field";
import { count, drawn } from "@/components/ui/numbers";
import { PageBody, PageHeader } from "@/components/ui/page";
import { Empty, Loaded } from "@/components/ui/states";
import { Status, Tag } from "@/components/ui/status";
import { Table, type TableColumn } from "@/components/ui/table";
import { Ago, Coming } from "@/components/ui/time";
import type { RunRow } from "@/lib/core/views/run";
import type { SyncRow } from "@/lib/core/views/sync";
import { nextRunWords } from "./next-run";
import { modeLabel, purposeLabel, runStatus, syncStatus } from "./status-words";
import { StopAdditions } from "./stop-additions";

export function SyncsScreen() {
  const syncs = useApi<SyncRow[]>("/syncs");
  const mayEdit = useMay("marketer");
  return (
    <>
      <PageHeader
        title="Syncs"
        actions={
          <>
            <StopAdditions />
            {mayEdit && <LinkButton href="/syncs/new">Sync a model</LinkButton>}
          </>
        }
      />
      <PageBody>
        <Loaded query={syncs}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty title="No syncs yet" action={<LinkButton href="/audiences">Go to audiences</LinkButton>}>
                A sync keeps an audience at a platform equal to one of yours. Open an audience and set up
                where it goes.
              </Empty>
            ) : (
              <SyncList rows={rows} />
            )
          }
        </Loaded>
      </PageBody>
    </>
  );
}

function SyncList({ rows }: { rows: readonly SyncRow[] }) {
  const [label, setLabel] = useQueryState("label");
  const labels = [...new Set(rows.flatMap((row) => row.labels))].sort();
  const shown = label === null ? rows : rows.filter((row) => row.labels.includes(label));
  return (
    <>
      {labels.length > 0 && (
        <Field label="Label" className="mb-4 max-w-48">
          {(aria) => (
            <Select
              {...aria}
              value={label ?? ""}
              options={[{ value: "", label: "All" }, ...labels.map((one) => ({ value: one, label: one }))]}
              onChange={({ target }) => void setLabel(target.value === "" ? null : target.value)}
            />
          )}
        </Field>
      )}
      {shown.length === 0 ? (
        <Empty
          title="No sync has this label"
          action={<Button onClick={() => setLabel(null)}>Show all</Button>}
        />
      ) : (
        <Table label="Syncs" columns={COLUMNS} rows={shown} rowKey={(row) => row.id} />
      )}
    </>
  );
}

const COLUMNS: readonly TableColumn<SyncRow>[] = [
  {
    id: "name",
    header: "Name",
    sort: (row) => row.name,
    cell: (row) => (
      <>
        <Link href={`/syncs/${row.id}`} className="font-medium hover:underline">
          {row.name}
        </Link>
        <span className="block text-xs text-ink-3">
          {modeLabel(row.mode)}, {row.kind === "record" ? "records" : purposeLabel(row.use)}
        </span>
        {row.timing.nextRunAt && (
          <span className="block text-xs text-ink-3 md:hidden">
            next <Coming at={row.timing.nextRunAt} />
          </span>
        )}
        {(row.labels.length > 0 || row.owner?.isGone) && (
          <span className="mt-1 flex flex-wrap gap-1">
            {row.owner?.isGone && <Tag tone="warn">owner has left</Tag>}
            {row.labels.map((label) => (
              <Tag key={label}>{label}</Tag>
            ))}
          </span>
        )}
      </>
    ),
  },
  {
    id: "status",
    header: "Status",
    sort: (row) => syncStatus(row.status).label,
    cell: (row) => {
      const { label, tone } = syncStatus(row.status);
      return <Status tone={tone}>{label}</Status>;
    },
  },
  {
    id: "to",
    header: "Goes to",
    from: "md",
    sort: (row) => row.destination.name,
    cell: (row) => (
      <>
        {row.destination.name}
        <span className="block text-xs text-ink-3">{row.object?.name ?? "not created yet"}</span>
      </>
    ),
  },
  {
    id: "next",
    header: "Next run",
    from: "md",
    sort: (row) => row.timing.nextRunAt,
    cell: (row) =>
      row.timing.nextRunAt ? (
        <Coming at={row.timing.nextRunAt} />
      ) : (
        <span className="text-ink-3">{nextRunWords(row)}</span>
      ),
  },
  {
    id: "held",
    header: "Held there",
    numeric: true,
    from: "sm",
    sort: (row) => (row.ledger ? drawn(row.ledger.there) : null),
    cell: (row) => (row.ledger ? count(row.ledger.there) : <span className="text-ink-3">–</span>),
  },
  {
    id: "run",
    header: "Last run",
    from: "lg",
    sort: (row) => row.lastRun?.asOf ?? null,
    cell: (row) => <LastRun row={row} />,
  },
];

function LastRun({ row: { lastRun, lastRemovals } }: { row: SyncRow }) {
  return (
    <>
      {lastRun ? <LastOrdinary run={lastRun} /> : <span className="text-ink-3">never</span>}
      {lastRemovals && isSince(lastRemovals, lastRun) && (
        <Link
          href={`/runs/${lastRemovals.id}`}
          className="flex min-h-6 items-center text-xs whitespace-nowrap text-ink-3 hover:underline"
        >
          <span>
            privacy removals {runStatus(lastRemovals.status).label.toLowerCase()},{" "}
            <Ago at={startOf(lastRemovals)} />
          </span>
        </Link>
      )}
    </>
  );
}

function LastOrdinary({ run }: { run: RunRow }) {
  const { label, tone } = runStatus(run.status);
  return (
    <Link href={`/runs/${run.id}`} className="inline-flex items-center gap-3 hover:underline">
      <Status tone={tone}>{label}</Status>
      <span className="text-xs text-ink-3">
        <Ago at={startOf(run)} />
      </span>
    </Link>
  );
}

const startOf = ({ startedAt, asOf }: RunRow): string => startedAt ?? asOf;

/** What ran before the last ordinary run is old news: that one took the same people out. */
const isSince = (run: RunRow, other: RunRow | null): boolean =>
  other === null || startOf(run) > startOf(other);
