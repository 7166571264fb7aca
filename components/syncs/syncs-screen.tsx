"use client";

import Link from "next/link";
import { useApi } from "@/components/api/use-api";
import { LinkButton } from "@/components/ui/button";
import { count } from "@/components/ui/numbers";
import { PageBody, PageHeader } from "@/components/ui/page";
import { Empty, Loaded } from "@/components/ui/states";
import { Status } from "@/components/ui/status";
import { Table, type TableColumn } from "@/components/ui/table";
import { Ago } from "@/components/ui/time";
import type { SyncRow } from "@/lib/core/views/sync";
import { modeLabel, purposeLabel, runStatus, syncStatus } from "./status-words";

export function SyncsScreen() {
  const syncs = useApi<SyncRow[]>("/syncs");
  return (
    <>
      <PageHeader title="Syncs" />
      <PageBody>
        <Loaded query={syncs}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty title="No syncs yet" action={<LinkButton href="/audiences">Go to audiences</LinkButton>}>
                A sync keeps an audience at a platform equal to one of yours. Open an audience and set up
                where it goes.
              </Empty>
            ) : (
              <Table label="Syncs" columns={COLUMNS} rows={rows} rowKey={(row) => row.id} />
            )
          }
        </Loaded>
      </PageBody>
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
          {modeLabel(row.mode)}, {purposeLabel(row.use)}
        </span>
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
    id: "held",
    header: "Held there",
    numeric: true,
    from: "sm",
    sort: (row) => (row.ledger ? row.ledger.held + row.ledger.unverified : null),
    cell: (row) =>
      row.ledger ? count(row.ledger.held + row.ledger.unverified) : <span className="text-ink-3">–</span>,
  },
  {
    id: "run",
    header: "Last run",
    from: "lg",
    sort: (row) => row.lastRun?.asOf ?? null,
    cell: (row) => <LastRun row={row} />,
  },
];

function LastRun({ row: { lastRun } }: { row: SyncRow }) {
  if (!lastRun) return <span className="text-ink-3">never</span>;
  const { label, tone } = runStatus(lastRun.status);
  return (
    <Link href={`/runs/${lastRun.id}`} className="inline-flex items-center gap-3 hover:underline">
      <Status tone={tone}>{label}</Status>
      <span className="text-xs text-ink-3">
        <Ago at={lastRun.startedAt ?? lastRun.asOf} />
      </span>
    </Link>
  );
}
