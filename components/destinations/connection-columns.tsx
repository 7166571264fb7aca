import Link from "next/link";
import type { ReactNode } from "react";
import { Status } from "@/components/ui/status";
import type { TableColumn } from "@/components/ui/table";
import type { DestinationRow } from "@/lib/core/views/destination";
import { destinationStatus } from "./status-words";

type Connected = Pick<DestinationRow, "id" | "name" | "kindLabel" | "status" | "problem">;

/** What any connection is told apart by, of a platform as of a warehouse: its name and kind, and how it is. */
export function connectionColumns<R extends Connected>(
  base: string,
  tagOf: (row: R) => ReactNode,
): readonly TableColumn<R>[] {
  return [
    {
      id: "name",
      header: "Name",
      sort: (row) => row.name,
      cell: (row) => (
        <>
          <span className="inline-flex items-center gap-2">
            <Link href={`${base}/${row.id}`} className="font-medium hover:underline">
              {row.name}
            </Link>
            {tagOf(row)}
          </span>
          <span className="block text-xs text-ink-3">{row.kindLabel}</span>
        </>
      ),
    },
    {
      id: "status",
      header: "Status",
      sort: (row) => row.status,
      cell: (row) => {
        const { label, tone } = destinationStatus(row.status);
        return (
          <>
            <Status tone={tone}>{label}</Status>
            {row.problem && <span className="block max-w-md text-xs text-ink-2">{row.problem}</span>}
          </>
        );
      },
    },
  ];
}
