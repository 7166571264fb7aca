"use client";

import Link from "next/link";
import { useState } from "react";
import { useApi } from "@/components/api/use-api";
import { CatalogTabs } from "@/components/catalog/catalog-tabs";
import { useMay } from "@/components/shell/use-session";
import { Button } from "@/components/ui/button";
import { count } from "@/components/ui/numbers";
import { PageBody, PageHeader } from "@/components/ui/page";
import { Empty, Loaded } from "@/components/ui/states";
import { Table, type TableColumn } from "@/components/ui/table";
import { Ago } from "@/components/ui/time";
import type { ListRow } from "@/lib/core/views/list";
import { FORM_WORDS } from "./form-words";
import { NewListDialog } from "./new-list-dialog";

/** Every list by what is known about it. */
export function ListsScreen() {
  const lists = useApi<ListRow[]>("/lists", { fresh: true });
  const [isNew, setIsNew] = useState(false);
  const mayMake = useMay("marketer");
  return (
    <>
      <PageHeader
        title="Catalog"
        actions={
          mayMake && (
            <Button look="accent" onClick={() => setIsNew(true)}>
              New list
            </Button>
          )
        }
      >
        <CatalogTabs />
      </PageHeader>
      <PageBody>
        <Loaded query={lists}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty
                title="There are no lists yet"
                action={mayMake && <Button onClick={() => setIsNew(true)}>Make the first one</Button>}
              >
                A list holds e-mail addresses, ids or other values of people, pasted or from a file. Coterie
                keeps a salted hash of each and never shows them again; audiences ask whether someone is on
                it.
              </Empty>
            ) : (
              <Table label="Lists" columns={COLUMNS} rows={rows} rowKey={({ id }) => id} />
            )
          }
        </Loaded>
      </PageBody>
      <NewListDialog open={isNew} onOpenChange={setIsNew} />
    </>
  );
}

const COLUMNS: readonly TableColumn<ListRow>[] = [
  {
    id: "name",
    header: "List",
    sort: ({ name }) => name,
    cell: ({ id, name, slug }) => (
      <>
        <Link href={`/catalog/lists/${id}`} className="font-medium hover:underline">
          {name}
        </Link>
        <code className="block font-mono text-xs text-ink-3">{slug}</code>
      </>
    ),
  },
  {
    id: "entries",
    header: "Values",
    numeric: true,
    sort: ({ entries }) => entries,
    cell: ({ entries }) => count(entries),
  },
  {
    id: "column",
    header: "Holds values of",
    from: "sm",
    sort: ({ entity, column }) => `${entity}.${column}`,
    cell: ({ entity, column, form }) => (
      <>
        <code className="font-mono text-xs">
          {entity}.{column}
        </code>
        <span className="block text-xs text-ink-3">{FORM_WORDS[form]}</span>
      </>
    ),
  },
  {
    id: "updated",
    header: "Changed",
    from: "md",
    sort: ({ updatedAt }) => updatedAt,
    cell: ({ updatedAt, updatedBy }) => (
      <span className="text-ink-2">
        <Ago at={updatedAt} /> by {updatedBy}
      </span>
    ),
  },
];
