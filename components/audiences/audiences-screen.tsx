"use client";

import { Plus } from "lucide-react";
import Link from "next/link";
import { parseAsBoolean, parseAsString, useQueryState } from "nuqs";
import { useApi } from "@/components/api/use-api";
import { FirstSteps } from "@/components/first-steps/first-steps";
import { useMay } from "@/components/shell/use-session";
import { Button, LinkButton } from "@/components/ui/button";
import { Input, Select } from "@/components/ui/field";
import { count, drawn } from "@/components/ui/numbers";
import { PageBody, PageHeader } from "@/components/ui/page";
import { Sparkline } from "@/components/ui/sparkline";
import { Empty, Loaded } from "@/components/ui/states";
import { Status } from "@/components/ui/status";
import { Table, type TableColumn } from "@/components/ui/table";
import { Ago, Time } from "@/components/ui/time";
import type { AudienceRow } from "@/lib/core/views/audience";
import type { FirstStepsView } from "@/lib/core/views/session";
import { NewAudienceDialog } from "./new-audience-dialog";
import { AUDIENCE_STATUS_OPTIONS, audienceStatus } from "./status-words";

export function AudiencesScreen() {
  const [adding, setAdding] = useQueryState("new", parseAsBoolean.withDefault(false));
  const mayBuild = useMay("marketer");
  const steps = useApi<FirstStepsView>("/first-steps").data;
  // While the first steps lead on, the next of them is the one thing to do.
  const isLed = steps !== undefined && Object.values(steps).includes(false);
  const audiences = useApi<AudienceRow[]>("/audiences");
  const add = mayBuild && steps?.catalog && (
    <Button look={isLed ? "plain" : "accent"} onClick={() => setAdding(true)}>
      <Plus aria-hidden className="size-4" />
      New audience
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Audiences"
        actions={
          <>
            <LinkButton look="quiet" href="/audiences/priority">
              Priority sets
            </LinkButton>
            {add}
          </>
        }
      />
      <PageBody>
        <FirstSteps />
        <Loaded query={audiences}>
          {(rows) =>
            rows.length > 0 ? (
              <AudienceList rows={rows} />
            ) : (
              !isLed && (
                <Empty title="No audiences yet" action={add}>
                  An audience is a group of people described by conditions on your own tables. Build one, see
                  its size at once, and ask the data team to approve it.
                </Empty>
              )
            )
          }
        </Loaded>
      </PageBody>
      <NewAudienceDialog open={adding} onOpenChange={(open) => setAdding(open || null)} />
    </>
  );
}

function AudienceList({ rows }: { rows: AudienceRow[] }) {
  const [search, setSearch] = useQueryState(
    "q",
    parseAsString.withDefault("").withOptions({ throttleMs: 200 }),
  );
  const [status, setStatus] = useQueryState("status", parseAsString.withDefault(""));
  const shown = rows.filter((row) => matches(row, search) && (status === "" || row.status === status));
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <Input
          type="search"
          aria-label="Search audiences"
          placeholder="Search by name, owner or destination"
          className="w-full sm:w-72"
          value={search}
          onChange={(event) => setSearch(event.target.value || null)}
        />
        <Select
          aria-label="Filter by status"
          className="w-auto"
          value={status}
          onChange={(event) => setStatus(event.target.value || null)}
          options={[{ value: "", label: "Every status" }, ...AUDIENCE_STATUS_OPTIONS]}
        />
        <p role="status" className="text-xs text-ink-3">
          {count(shown.length)} of {count(rows.length)}
        </p>
      </div>
      {shown.length === 0 ? (
        <Empty
          title="No audience matches"
          action={
            <Button
              onClick={() => {
                void setSearch(null);
                void setStatus(null);
              }}
            >
              Show all
            </Button>
          }
        />
      ) : (
        <Table label="Audiences" columns={COLUMNS} rows={shown} rowKey={(row) => row.id} />
      )}
    </>
  );
}

function matches(row: AudienceRow, search: string): boolean {
  const haystack = [row.name, row.owner, ...row.destinations].join(" ").toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

const COLUMNS: readonly TableColumn<AudienceRow>[] = [
  {
    id: "name",
    header: "Name",
    sort: (row) => row.name,
    cell: (row) => (
      <Link href={`/audiences/${row.id}`} className="font-medium hover:underline">
        {row.name}
      </Link>
    ),
  },
  {
    id: "size",
    header: "Size",
    numeric: true,
    sort: (row) => (typeof row.size?.members === "number" ? row.size.members : row.size ? 9 : null),
    cell: (row) => <Size row={row} />,
  },
  {
    id: "status",
    header: "Status",
    sort: (row) => audienceStatus(row.status).label,
    cell: (row) => {
      const { label, tone } = audienceStatus(row.status);
      return <Status tone={tone}>{label}</Status>;
    },
  },
  {
    id: "destinations",
    header: "Goes to",
    from: "md",
    cell: (row) => row.destinations.join(", ") || <span className="text-ink-3">Nowhere yet</span>,
  },
  { id: "owner", header: "Owner", from: "lg", sort: (row) => row.owner, cell: (row) => row.owner },
  {
    id: "updated",
    header: "Updated",
    from: "sm",
    sort: (row) => row.updatedAt,
    cell: (row) => (
      <span className="text-ink-2">
        <Ago at={row.updatedAt} />
      </span>
    ),
  },
];

function Size({ row }: { row: AudienceRow }) {
  if (row.isBeyondScope) return <span className="text-ink-3">Beyond your rows</span>;
  if (!row.size) return <span className="text-ink-3">Not counted</span>;
  return (
    <span className="inline-flex items-center justify-end gap-3">
      <span className="hidden lg:inline">
        <Sparkline values={row.history.map((point) => drawn(point.members))} />
      </span>
      <span className="text-right">
        <span className="block">{count(row.size.members)}</span>
        <span className="block text-xs text-ink-3">
          <Time at={row.size.asOf} />
        </span>
      </span>
    </span>
  );
}
