"use client";

import Link from "next/link";
import { OpenAlerts } from "@/components/alerts/open-alerts";
import { useApi } from "@/components/api/use-api";
import { runStatus } from "@/components/syncs/status-words";
import { count } from "@/components/ui/numbers";
import { Facts, Section } from "@/components/ui/page";
import { Loaded } from "@/components/ui/states";
import { Status } from "@/components/ui/status";
import { Table, type TableColumn } from "@/components/ui/table";
import { Ago, Time } from "@/components/ui/time";
import type { RunStatus } from "@/lib/core/membership/types";
import type { DestinationRow } from "@/lib/core/views/destination";
import type { DestinationStatusView } from "@/lib/core/views/destination-status";
import { destinationStatus } from "./status-words";

const POLL_MS = 10_000;

/** How the account does now, for whoever asks why nothing moves. */
export function StatusSection({ destination }: { destination: DestinationRow }) {
  const status = useApi<DestinationStatusView>(`/destinations/${destination.id}/status`, {
    poll: () => POLL_MS,
  });
  const account = destinationStatus(destination.status);
  return (
    <Section title="Status">
      <OpenAlerts of={`?destinationId=${destination.id}`} named />
      <Loaded query={status}>
        {(view) => (
          <>
            <Facts
              facts={[
                { term: "Account", value: <Status tone={account.tone}>{account.label}</Status> },
                { term: "Runs of the last 24 hours", value: <Ended ended={view.ended} /> },
                { term: "Waiting runs", value: count(view.waiting) },
                { term: "Running", value: count(view.running) },
                {
                  term: "Throttled until",
                  value: view.throttledUntil ? <Time at={view.throttledUntil} /> : "not throttled",
                },
              ]}
            />
            {view.calls.length > 0 && (
              <div className="mt-4">
                <Table
                  label="Last calls"
                  columns={CALLS}
                  rows={view.calls}
                  rowKey={(row) => `${row.run} ${row.at} ${row.operation}`}
                />
              </div>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Ended({ ended }: { ended: DestinationStatusView["ended"] }) {
  // The view has no other keys than statuses.
  const entries = Object.entries(ended) as [RunStatus, number][];
  if (entries.length === 0) return <>none</>;
  return (
    <span className="flex flex-wrap gap-x-4">
      {entries.map(([status, runs]) => (
        <Status key={status} tone={runStatus(status).tone}>
          {`${runs} ${runStatus(status).label.toLowerCase()}`}
        </Status>
      ))}
    </span>
  );
}

type Call = DestinationStatusView["calls"][number];

const STATES: Record<Call["state"], { label: string; tone: "active" | "waiting" | "good" | "bad" }> = {
  in_flight: { label: "Under way", tone: "active" },
  settling: { label: "Taken in", tone: "waiting" },
  acknowledged: { label: "Answered", tone: "good" },
  refused: { label: "Refused", tone: "bad" },
};
/** What could not be told to the platform is not under way, however it is left. */
function Outcome({ call: { state, problem } }: { call: Call }) {
  if (state === "in_flight" && problem) return <Status tone="waiting">Not answered</Status>;
  return <Status tone={STATES[state].tone}>{STATES[state].label}</Status>;
}

const OPERATIONS: Record<Call["operation"], string> = { add: "Add", update: "Update", remove: "Remove" };

const CALLS: readonly TableColumn<Call>[] = [
  { id: "at", header: "Last calls", cell: (row) => <Ago at={row.at} /> },
  {
    id: "sync",
    header: "Sync",
    cell: (row) => (
      <Link href={`/runs/${row.run}`} className="hover:underline">
        {row.sync}
      </Link>
    ),
  },
  { id: "operation", header: "What", cell: (row) => OPERATIONS[row.operation] },
  { id: "rows", header: "Rows", numeric: true, cell: (row) => count(row.rows) },
  {
    id: "refused",
    header: "Refused",
    numeric: true,
    from: "sm",
    cell: (row) => (row.refused === null ? "—" : count(row.refused)),
  },
  {
    id: "state",
    header: "Outcome",
    cell: (row) => (
      <>
        <Outcome call={row} />
        {row.problem && <span className="block text-xs text-ink-3">{row.problem}</span>}
      </>
    ),
  },
];
