"use client";

import { useApi } from "@/components/api/use-api";
import { connectionColumns } from "@/components/destinations/connection-columns";
import { AdminsOnly } from "@/components/shell/admins-only";
import { LinkButton } from "@/components/ui/button";
import { PageBody, PageHeader, Section } from "@/components/ui/page";
import { Empty, Loaded, Skeleton } from "@/components/ui/states";
import { Tag } from "@/components/ui/status";
import { Table } from "@/components/ui/table";
import type { WarehouseKindView, WarehouseRow } from "@/lib/core/views/warehouse";

export const CATALOG_CRUMB = { href: "/catalog", label: "Catalog" };

/** Where the company's data lives, as far as it was connected here. */
export function WarehousesScreen() {
  return (
    <>
      <PageHeader crumbs={[CATALOG_CRUMB]} title="Warehouses" />
      <PageBody>
        <AdminsOnly what="connects warehouses">
          <Connected />
          <Kinds />
        </AdminsOnly>
      </PageBody>
    </>
  );
}

function Connected() {
  const warehouses = useApi<WarehouseRow[]>("/warehouses");
  return (
    <Section title="Connected">
      <Loaded query={warehouses}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title="No warehouse is connected here">
              Connect one below, choose its tables, and import the catalog that is drafted of them. A catalog
              can also say by itself where its files or its server are.
            </Empty>
          ) : (
            <Table label="Connected warehouses" columns={COLUMNS} rows={rows} rowKey={(row) => row.id} />
          )
        }
      </Loaded>
    </Section>
  );
}

function Kinds() {
  const kinds = useApi<WarehouseKindView[]>("/warehouse-kinds");
  return (
    <Section title="Connect another">
      <Loaded query={kinds} skeleton={<Skeleton className="h-12" />}>
        {(list) => (
          <ul className="flex flex-wrap gap-3">
            {list.map(({ id, label }) => (
              <li key={id}>
                <LinkButton href={`/catalog/warehouses/new/${id}`}>{label}</LinkButton>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}

const COLUMNS = connectionColumns<WarehouseRow>(
  "/catalog/warehouses",
  (row) => row.inUse && <Tag>the catalog reads it</Tag>,
);
