"use client";

import Link from "next/link";
import { useApi } from "@/components/api/use-api";
import { WaitingPasses } from "@/components/guards/waiting-passes";
import { LinkButton } from "@/components/ui/button";
import { PageBody, PageHeader, Section } from "@/components/ui/page";
import { Empty, Loaded } from "@/components/ui/states";
import { Status, Tag } from "@/components/ui/status";
import { Table, type TableColumn } from "@/components/ui/table";
import { Ago } from "@/components/ui/time";
import type { ChangeSetRow } from "@/lib/core/views/change-set";
import { changeSetStatus, isOpen } from "./status-words";

export function ApprovalsScreen() {
  const changeSets = useApi<ChangeSetRow[]>("/change-sets", {
    poll: (rows) => (rows?.some(({ status }) => status === "measuring") ? 2_000 : false),
  });
  return (
    <>
      <PageHeader
        title="Approvals"
        actions={<LinkButton href="/approvals/standing">Standing approvals</LinkButton>}
      />
      <PageBody>
        <WaitingPasses />
        <Loaded query={changeSets}>{(rows) => <Lists rows={rows} />}</Loaded>
      </PageBody>
    </>
  );
}

function Lists({ rows }: { rows: ChangeSetRow[] }) {
  if (rows.length === 0) {
    return (
      <Empty title="Nobody has asked for approval yet">
        When someone sets up a sync, they ask for approval of audience and sync together; it shows up here.
      </Empty>
    );
  }
  const open = rows.filter(({ status }) => isOpen(status));
  const decided = rows.filter(({ status }) => !isOpen(status));
  return (
    <>
      <Section title="Waiting">
        {open.length === 0 ? (
          <p className="text-sm text-ink-3">Nothing waits for a decision.</p>
        ) : (
          <Table label="Waiting" columns={COLUMNS} rows={open} rowKey={(row) => row.id} />
        )}
      </Section>
      {decided.length > 0 && (
        <Section title="Decided">
          <Table label="Decided" columns={COLUMNS} rows={decided} rowKey={(row) => row.id} />
        </Section>
      )}
    </>
  );
}

const COLUMNS: readonly TableColumn<ChangeSetRow>[] = [
  {
    id: "title",
    header: "Change",
    sort: (row) => row.title,
    cell: (row) => (
      <Link href={`/approvals/${row.id}`} className="font-medium hover:underline">
        {row.title}
      </Link>
    ),
  },
  {
    id: "status",
    header: "Status",
    width: "14rem",
    sort: (row) => changeSetStatus(row.status).label,
    cell: (row) => {
      const { label, tone } = changeSetStatus(row.status);
      return <Status tone={tone}>{label}</Status>;
    },
  },
  {
    id: "asked",
    header: "Asked by",
    width: "14rem",
    from: "sm",
    sort: (row) => row.requestedAt,
    cell: (row) => (
      <>
        {row.requestedBy.name}
        <span className="block text-xs text-ink-3">
          <Ago at={row.requestedAt} />
        </span>
      </>
    ),
  },
  {
    id: "decided",
    header: "Decided by",
    width: "14rem",
    from: "md",
    sort: (row) => row.decidedAt,
    cell: (row) =>
      row.decidedBy && row.decidedAt ? (
        <>
          {row.decidedBy.name}
          {row.unreviewed && (
            <>
              {" "}
              <Tag tone="warn">not reviewed</Tag>
            </>
          )}
          <span className="block text-xs text-ink-3">
            <Ago at={row.decidedAt} />
            {row.standing && `, in advance: ${row.standing.name}`}
          </span>
        </>
      ) : (
        <span className="text-ink-3">–</span>
      ),
  },
];
