"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useApi, useSend } from "@/components/api/use-api";
import { roleLabel } from "@/components/shell/role-words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Loaded } from "@/components/ui/states";
import { Status } from "@/components/ui/status";
import { Table, type TableColumn } from "@/components/ui/table";
import { Ago, Time } from "@/components/ui/time";
import type { ApiTokenRow } from "@/lib/core/views/api-token";
import { NewApiToken } from "./new-api-token";

/** Keys for programs; what one opens is shown once, when it is made. */
export function ApiTokens() {
  const [making, setMaking] = useState(false);
  const tokens = useApi<ApiTokenRow[]>("/api-tokens");
  return (
    <>
      <p className="mb-3 max-w-2xl text-sm text-ink-2">
        For programs, such as <code className="font-mono text-xs">coterie sync run</code> in a pipeline. A
        token acts in the name of who made it, never may more than they do, and stops when they leave.
      </p>
      <Loaded query={tokens}>
        {(rows) =>
          rows.length > 0 && (
            <Table label="API tokens" columns={COLUMNS} rows={rows} rowKey={(row) => row.id} />
          )
        }
      </Loaded>
      <Button size="sm" className="mt-3" onClick={() => setMaking(true)}>
        <Plus aria-hidden className="size-3.5" />
        Make a token
      </Button>
      <Dialog open={making} onOpenChange={setMaking} title="API token">
        <NewApiToken onDone={() => setMaking(false)} />
      </Dialog>
    </>
  );
}

const COLUMNS: readonly TableColumn<ApiTokenRow>[] = [
  {
    id: "name",
    header: "Name",
    sort: (row) => row.name,
    cell: (row) => (
      <>
        <span className="font-medium">{row.name}</span>
        <span className="block font-mono text-xs text-ink-3">{row.start}…</span>
      </>
    ),
  },
  {
    id: "role",
    header: "Role",
    cell: (row) => (
      <>
        {roleLabel(row.role)}
        <span className="block text-xs text-ink-3">by {row.createdBy}</span>
      </>
    ),
  },
  {
    id: "state",
    header: "State",
    from: "sm",
    cell: (row) =>
      row.problem ? (
        <span title={row.problem}>
          <Status tone="bad">Refused</Status>
        </span>
      ) : (
        <>
          <Status tone="good">Works</Status>
          <span className="block text-xs text-ink-3">
            {row.expiresAt ? (
              <>
                until <Time at={row.expiresAt} />
              </>
            ) : (
              "until it is revoked"
            )}
          </span>
        </>
      ),
  },
  {
    id: "used",
    header: "Last used",
    from: "md",
    sort: (row) => row.lastUsedAt,
    cell: (row) => (row.lastUsedAt ? <Ago at={row.lastUsedAt} /> : <span className="text-ink-3">never</span>),
  },
  { id: "actions", header: "Access", cell: (row) => <Revoke token={row} /> },
];

function Revoke({ token }: { token: ApiTokenRow }) {
  const revoke = useSend<void, { id: string }>({
    request: () => ({ path: `/api-tokens/${token.id}/revoke`, body: {} }),
    refresh: ["/api-tokens"],
    done: () => toast.success(`${token.name} opens nothing any more.`),
  });
  return (
    <Button size="sm" look="danger" busy={revoke.isPending} onClick={() => revoke.mutate()}>
      Revoke
      <span className="sr-only"> {token.name}</span>
    </Button>
  );
}
