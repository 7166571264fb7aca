"use client";

import { Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useApi, useSend } from "@/components/api/use-api";
import { WorkspaceCost } from "@/components/cost/workspace-cost";
import { roleLabel, roleMay } from "@/components/shell/role-words";
import { useMay, useSession } from "@/components/shell/use-session";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import { Facts, PageBody, PageHeader, Section } from "@/components/ui/page";
import { Loaded } from "@/components/ui/states";
import { Status } from "@/components/ui/status";
import { Table, type TableColumn } from "@/components/ui/table";
import { hasRole } from "@/lib/core/approval/may-decide";
import type { MemberRow } from "@/lib/core/views/member";
import { ROLES, type Role } from "@/lib/core/views/session";
import { AddMemberDialog } from "./add-member-dialog";
import { ApiTokens } from "./api-tokens";
import { ApprovingAlone } from "./approving-alone";
import { ExclusionsSetting } from "./exclusions-setting";
import { RowScopeDialog } from "./row-scope-dialog";

export function SettingsScreen() {
  const session = useSession();
  const mayManage = useMay("admin");
  const [adding, setAdding] = useState(false);
  const members = useApi<MemberRow[]>("/members");
  const workspace = session.data?.workspace;
  return (
    <>
      <PageHeader
        title="Settings"
        actions={
          mayManage && (
            <Button look="accent" onClick={() => setAdding(true)}>
              <Plus aria-hidden className="size-4" />
              Add member
            </Button>
          )
        }
      />
      <PageBody>
        <Section title="Workspace">
          {workspace && (
            <Facts
              facts={[
                { term: "Name", value: workspace.name },
                { term: "Time zone", value: workspace.zone },
                { term: "Demo", value: workspace.demo ? "yes: invented people, simulated platforms" : "no" },
              ]}
            />
          )}
          <p className="mt-2 text-xs text-ink-3">
            Calendar words, dates and months are read in this zone; the catalog sets it.
          </p>
        </Section>
        <Section title="Members">
          <Loaded query={members}>{(rows) => <Members rows={rows} mayManage={mayManage} />}</Loaded>
        </Section>
        <Section title="Alerts">
          <p className="max-w-prose text-sm text-ink-2">
            <Link href="/settings/alerts" className="text-accent-ink hover:underline">
              What is wrong now, and who is told of it
            </Link>
          </p>
        </Section>
        {session.data?.rowScope === null && <WorkspaceCost />}
        {mayManage && workspace && (
          <Section title="Approving alone">
            <ApprovingAlone hours={workspace.selfApprovalHours} isAlone={decidersOf(members.data) < 2} />
          </Section>
        )}
        {mayManage && (
          <Section title="API tokens">
            <ApiTokens />
          </Section>
        )}
        <Section title="Excluded from every audience">
          <ExclusionsSetting mayManage={mayManage} />
        </Section>
        <Section title="Roles">
          <dl className="flex max-w-2xl flex-col gap-1.5">
            {ROLES.map((role) => (
              <div key={role} className="grid grid-cols-[6rem_1fr] text-sm">
                <dt className="font-medium">{roleLabel(role)}</dt>
                <dd className="text-ink-2">{roleMay(role)}</dd>
              </div>
            ))}
          </dl>
        </Section>
      </PageBody>
      <AddMemberDialog open={adding} onOpenChange={setAdding} />
    </>
  );
}

/** Two, while they are not known. */
function decidersOf(members: readonly MemberRow[] | undefined): number {
  return members?.filter(({ role, disabled }) => !disabled && hasRole(role, "approver")).length ?? 2;
}

type Change = { member: MemberRow; role?: Role; disabled?: boolean };

function Members({ rows, mayManage }: { rows: MemberRow[]; mayManage: boolean }) {
  const me = useSession().data?.user.id;
  const [scoping, setScoping] = useState<MemberRow | null>(null);
  const update = useSend<Change, MemberRow>({
    request: ({ member, ...change }) => ({ path: `/members/${member.id}`, method: "PUT", body: change }),
    refresh: ["/members", "/session"],
  });
  const columns: readonly TableColumn<MemberRow>[] = [
    {
      id: "name",
      header: "Name",
      sort: (row) => row.name,
      cell: (row) => (
        <>
          <span className="font-medium">{row.name}</span>
          {row.id === me && <span className="text-ink-3"> (you)</span>}
          <span className="block text-xs text-ink-3">{row.email}</span>
        </>
      ),
    },
    {
      id: "role",
      header: "Role",
      sort: (row) => ROLES.indexOf(row.role),
      cell: (row) =>
        mayManage && row.id !== me ? (
          <Select
            aria-label={`Role of ${row.name}`}
            className="w-32"
            value={row.role}
            options={ROLES.map((role) => ({ value: role, label: roleLabel(role) }))}
            // The options are the only values a select can have.
            onChange={({ target }) => update.mutate({ member: row, role: target.value as Role })}
          />
        ) : (
          roleLabel(row.role)
        ),
    },
    ...(mayManage || rows.some(({ rowScope }) => rowScope !== null)
      ? [sees(mayManage ? (row: MemberRow) => setScoping(row) : null)]
      : []),
    {
      id: "state",
      header: "May sign in",
      from: "sm",
      cell: (row) => <Status tone={row.disabled ? "paused" : "good"}>{row.disabled ? "No" : "Yes"}</Status>,
    },
    {
      id: "actions",
      header: "Access",
      cell: (row) =>
        mayManage &&
        row.id !== me && (
          <Button size="sm" onClick={() => update.mutate({ member: row, disabled: !row.disabled })}>
            {row.disabled ? "Enable" : "Disable"}
            <span className="sr-only"> {row.name}</span>
          </Button>
        ),
    },
  ];
  return (
    <>
      <Table label="Members" columns={columns} rows={rows} rowKey={(row) => row.id} />
      <RowScopeDialog member={scoping} onClose={() => setScoping(null)} />
    </>
  );
}

/** Which rows they see; admins, who say so of others, see every one. */
function sees(onChange: ((row: MemberRow) => void) | null): TableColumn<MemberRow> {
  return {
    id: "sees",
    header: "Sees",
    from: "md",
    cell: (row) => (
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="text-ink-2">
          {row.rowScope ? `${row.rowScope.label}: ${row.rowScope.words}` : "Every row"}
        </span>
        {onChange && row.role !== "admin" && (
          <Button size="sm" onClick={() => onChange(row)}>
            Change<span className="sr-only"> which rows {row.name} sees</span>
          </Button>
        )}
      </span>
    ),
  };
}
