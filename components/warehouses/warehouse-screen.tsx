"use client";

import { parseAsBoolean, useQueryState } from "nuqs";
import { useEffect, useRef, useState } from "react";
import { useApi, useSend } from "@/components/api/use-api";
import { destinationStatus } from "@/components/destinations/status-words";
import { AdminsOnly } from "@/components/shell/admins-only";
import { Button } from "@/components/ui/button";
import { Facts, PageBody, PageHeader, Section } from "@/components/ui/page";
import { ErrorNotice, Loaded } from "@/components/ui/states";
import { Status } from "@/components/ui/status";
import type { WarehouseView } from "@/lib/core/views/warehouse";
import { EditWarehouseDialog } from "./edit-warehouse-dialog";
import { TableChooser } from "./table-chooser";
import { CATALOG_CRUMB } from "./warehouses-screen";

const CRUMBS = [CATALOG_CRUMB, { href: "/catalog/warehouses", label: "Warehouses" }];

export function WarehouseScreen({ id }: { id: string }) {
  return (
    <AdminsOnly what="connects warehouses">
      <OneWarehouse id={id} />
    </AdminsOnly>
  );
}

function OneWarehouse({ id }: { id: string }) {
  const warehouse = useApi<WarehouseView>(`/warehouses/${id}`);
  return (
    <Loaded query={warehouse} skeleton={<PageHeader crumbs={CRUMBS} title="Warehouse" />}>
      {(view) => <Connected warehouse={view} />}
    </Loaded>
  );
}

function Connected({ warehouse }: { warehouse: WarehouseView }) {
  const [isEditing, setIsEditing] = useState(false);
  const test = useTest(warehouse.id);
  const { label, tone } = destinationStatus(warehouse.status);
  const settings = warehouse.definition.settings.filter(({ id }) => warehouse.settings[id]);
  return (
    <>
      <PageHeader
        crumbs={CRUMBS}
        title={warehouse.name}
        aside={<Status tone={tone}>{label}</Status>}
        actions={
          <>
            <Button onClick={() => setIsEditing(true)}>Edit connection</Button>
            <Button busy={test.isPending} onClick={() => test.mutate()}>
              Test
            </Button>
          </>
        }
      />
      <PageBody>
        {test.error && <ErrorNotice error={test.error} />}
        <Section title="Connection">
          <Facts
            facts={[
              { term: "Kind", value: warehouse.kindLabel },
              ...settings.map(({ id, label }) => ({ term: label, value: warehouse.settings[id]! })),
            ]}
          />
        </Section>
        {warehouse.status === "connected" && <TableChooser warehouse={warehouse} />}
      </PageBody>
      {isEditing && (
        <EditWarehouseDialog
          warehouse={warehouse}
          open
          onOpenChange={setIsEditing}
          onSaved={() => test.mutate()}
        />
      )}
    </>
  );
}

/** Tested by itself once, right after it was connected. */
function useTest(id: string) {
  const [wanted, setWanted] = useQueryState("test", parseAsBoolean.withDefault(false));
  const begun = useRef(false);
  const test = useSend<void, { status: string }>({
    request: () => ({ path: `/warehouses/${id}/test` }),
    refresh: ["/warehouses"],
    quiet: true,
  });
  const { mutate } = test;
  useEffect(() => {
    if (!wanted || begun.current) return;
    begun.current = true;
    mutate();
    void setWanted(null);
  }, [wanted, mutate, setWanted]);
  return test;
}
