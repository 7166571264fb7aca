"use client";

import { count, drawn } from "@/components/ui/numbers";
import { Status, type Tone } from "@/components/ui/status";
import { Table, type TableColumn } from "@/components/ui/table";
import type { RunBatchView } from "@/lib/core/views/run";
import { useIdentifierLabels } from "./use-identifier-labels";

const STATES: Record<RunBatchView["state"], { label: string; tone: Tone }> = {
  planned: { label: "Planned", tone: "neutral" },
  in_flight: { label: "In flight", tone: "active" },
  settling: { label: "Taken in, outcome to come", tone: "waiting" },
  acknowledged: { label: "Acknowledged", tone: "good" },
  refused: { label: "Refused", tone: "bad" },
};

export function BatchesTable({ batches }: { batches: readonly RunBatchView[] }) {
  const label = useIdentifierLabels();
  const columns = COLUMNS.map((column) =>
    column.id === "operation"
      ? { ...column, cell: (batch: RunBatchView) => `${batch.operation} · ${label(batch.identifier)}` }
      : column,
  );
  return <Table label="Batches" columns={columns} rows={batches} rowKey={nameOf} />;
}

/** A run that was stopped on its way planned anew, with numbers from 1 again. */
const nameOf = ({ number, earlierPlan }: RunBatchView): string =>
  earlierPlan === null ? String(number) : `${number} of plan ${earlierPlan}`;

const COLUMNS: readonly TableColumn<RunBatchView>[] = [
  { id: "number", header: "Batch", sort: (batch) => batch.number, cell: nameOf },
  {
    id: "operation",
    header: "What",
    sort: (batch) => batch.operation,
    cell: (batch) => `${batch.operation} · ${batch.identifier}`,
  },
  {
    id: "rows",
    header: "Rows",
    numeric: true,
    sort: (batch) => drawn(batch.rows),
    cell: (batch) => count(batch.rows),
  },
  {
    id: "state",
    header: "State",
    sort: (batch) => batch.state,
    cell: (batch) => (
      <>
        <Status tone={STATES[batch.state].tone}>{STATES[batch.state].label}</Status>
        {batch.problem && <span className="block max-w-md text-xs text-ink-2">{batch.problem}</span>}
      </>
    ),
  },
  { id: "received", header: "Received", numeric: true, from: "md", cell: (batch) => count(batch.received) },
  {
    id: "refused",
    header: "Refused",
    numeric: true,
    from: "sm",
    sort: (batch) => (batch.refused === null ? null : drawn(batch.refused)),
    cell: (batch) => count(batch.refused),
  },
  { id: "attempts", header: "Attempts", numeric: true, from: "md", cell: (batch) => batch.attempts },
];
