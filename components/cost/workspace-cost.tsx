"use client";

import Link from "next/link";
import { useApi } from "@/components/api/use-api";
import { bytesInWords, count } from "@/components/ui/numbers";
import { Loaded } from "@/components/ui/states";
import { Table, type TableColumn } from "@/components/ui/table";
import type { WorkspaceMonthView } from "@/lib/core/views/cost";
import { scannedWords } from "./cost-facts";
import { MonthSection } from "./month-section";

type Row = WorkspaceMonthView["syncs"][number];

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    id: "name",
    header: "Sync",
    sort: ({ name }) => name,
    cell: ({ id, name, hasEnded }) =>
      hasEnded ? (
        `${name} (ended)`
      ) : (
        <Link href={`/syncs/${id}`} className="hover:underline">
          {name}
        </Link>
      ),
  },
  { id: "runs", header: "Runs", numeric: true, sort: ({ runs }) => runs, cell: ({ runs }) => count(runs) },
  {
    id: "calls",
    header: "Calls",
    numeric: true,
    sort: ({ cost }) => cost.platformCalls,
    cell: ({ cost }) => count(cost.platformCalls),
  },
  { id: "bytes", header: "Scanned", from: "sm", numeric: true, cell: ({ cost }) => scannedWords(cost) },
  { id: "sent", header: "Rows sent", from: "sm", numeric: true, cell: ({ cost }) => count(cost.rowsSent) },
];

/** What the month cost the whole workspace, and which syncs it went to. */
export function WorkspaceCost() {
  const month = useApi<WorkspaceMonthView>("/costs");
  return (
    <Loaded query={month}>
      {(view) => (
        <>
          <MonthSection
            month={view}
            path="/costs/budget"
            more={
              view.bytesOfQuestions === 0
                ? []
                : [{ term: "Scanned by questions", value: bytesInWords(view.bytesOfQuestions) }]
            }
          />
          {view.syncs.length > 0 && (
            <div className="pb-5">
              <Table label="Cost by sync" rows={view.syncs} columns={COLUMNS} rowKey={({ id }) => id} />
            </div>
          )}
        </>
      )}
    </Loaded>
  );
}
