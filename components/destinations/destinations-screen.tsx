"use client";

import { useApi } from "@/components/api/use-api";
import { useMay } from "@/components/shell/use-session";
import { LinkButton } from "@/components/ui/button";
import { PageBody, PageHeader, Section } from "@/components/ui/page";
import { Empty, Loaded, Skeleton } from "@/components/ui/states";
import { Tag } from "@/components/ui/status";
import { Table, type TableColumn } from "@/components/ui/table";
import type { DestinationKindView, DestinationRow } from "@/lib/core/views/destination";
import { connectionColumns } from "./connection-columns";

export function DestinationsScreen() {
  const mayConnect = useMay("admin");
  const destinations = useApi<DestinationRow[]>("/destinations");
  const kinds = useApi<DestinationKindView[]>("/destination-kinds");
  return (
    <>
      <PageHeader title="Destinations" />
      <PageBody>
        <Section title="Connected">
          <Loaded query={destinations}>
            {(rows) =>
              rows.length === 0 ? (
                <Empty title="Nothing is connected yet">
                  {mayConnect
                    ? "Connect a platform account below; then write the policy that says what may leave for it."
                    : "An admin of this workspace connects platform accounts."}
                </Empty>
              ) : (
                <Table
                  label="Connected destinations"
                  columns={COLUMNS}
                  rows={rows}
                  rowKey={(row) => row.id}
                />
              )
            }
          </Loaded>
        </Section>
        <Section title="Platforms">
          <Loaded query={kinds} skeleton={<Skeleton className="h-24" />}>
            {(list) => (
              <ul className="grid gap-x-10 gap-y-6 md:grid-cols-2 xl:grid-cols-3">
                {list.map((kind) => (
                  <Kind key={kind.id} kind={kind} mayConnect={mayConnect} />
                ))}
              </ul>
            )}
          </Loaded>
        </Section>
      </PageBody>
    </>
  );
}

function Kind({ kind, mayConnect }: { kind: DestinationKindView; mayConnect: boolean }) {
  return (
    <li className="flex flex-col items-start gap-2 border-t border-line pt-4">
      <h3 className="text-sm font-semibold">{kind.label}</h3>
      <p className="text-sm text-ink-2">{kind.summary}</p>
      {kind.identifiers.length > 0 && (
        <p className="text-xs text-ink-3">
          Matches people by {kind.identifiers.map(({ label }) => label).join(", ")}.
        </p>
      )}
      {mayConnect && (
        <LinkButton size="sm" href={`/destinations/new/${kind.id}`}>
          {`Connect ${kind.label}`}
        </LinkButton>
      )}
    </li>
  );
}

const COLUMNS: readonly TableColumn<DestinationRow>[] = [
  ...connectionColumns<DestinationRow>(
    "/destinations",
    (row) => row.simulated && <Tag tone="warn">simulator</Tag>,
  ),
  {
    id: "policy",
    header: "Policy",
    from: "sm",
    cell: (row) =>
      row.policyVersion === null ? (
        <span className="text-warn">none: nothing may leave</span>
      ) : (
        `version ${row.policyVersion}`
      ),
  },
  {
    id: "syncs",
    header: "Syncs",
    numeric: true,
    from: "md",
    sort: (row) => row.syncs,
    cell: (row) => row.syncs,
  },
];
