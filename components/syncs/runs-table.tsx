import Link from "next/link";
import { count } from "@/components/ui/numbers";
import { Status } from "@/components/ui/status";
import { Table, type TableColumn } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { duration } from "@/components/ui/time-words";
import type { RunRow } from "@/lib/core/views/run";
import { isOver, kindLabel, phaseLabel, runStatus } from "./status-words";

export function RunsTable({ runs }: { runs: readonly RunRow[] }) {
  return <Table label="Runs" columns={COLUMNS} rows={runs} rowKey={(row) => row.id} />;
}

const COLUMNS: readonly TableColumn<RunRow>[] = [
  {
    id: "started",
    header: "Started",
    sort: (row) => row.startedAt ?? row.asOf,
    cell: (row) => (
      <Link href={`/runs/${row.id}`} className="font-medium hover:underline">
        <Time at={row.startedAt ?? row.asOf} />
      </Link>
    ),
  },
  {
    id: "status",
    header: "Status",
    sort: (row) => row.status,
    cell: (row) => {
      const { label, tone } = runStatus(row.status);
      return (
        <span className="inline-flex flex-wrap items-center gap-x-3">
          <Status tone={tone}>{label}</Status>
          {!isOver(row.status) && <span className="text-xs text-ink-3">{phaseLabel(row.phase)}</span>}
          {kindLabel(row.kind) && <span className="text-xs text-ink-3">{kindLabel(row.kind)}</span>}
          {row.lane === "privacy" && <span className="text-xs text-ink-3">privacy removals only</span>}
        </span>
      );
    },
  },
  { id: "adds", header: "To add", numeric: true, cell: (row) => count(row.adds) },
  { id: "removes", header: "To remove", numeric: true, cell: (row) => count(row.removes) },
  {
    id: "took",
    header: "Took",
    numeric: true,
    from: "sm",
    cell: (row) =>
      row.startedAt && row.finishedAt
        ? duration((Date.parse(row.finishedAt) - Date.parse(row.startedAt)) / 1000)
        : "–",
  },
];
