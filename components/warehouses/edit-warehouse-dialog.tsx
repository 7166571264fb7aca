"use client";

import { EditConnectionDialog, KEEP_SECRET } from "@/components/connections/edit-dialog";
import { Notice } from "@/components/ui/states";
import type { WarehouseView } from "@/lib/core/views/warehouse";
import { ConnectionFields } from "./connection-fields";

/** Of a connected warehouse. */
export function EditWarehouseDialog({
  warehouse: { id, name, settings, inUse, definition },
  ...dialog
}: {
  warehouse: WarehouseView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSaved: () => void;
}) {
  return (
    <EditConnectionDialog
      path={`/warehouses/${id}`}
      initial={{ name, settings }}
      refresh={["/warehouses", "/catalog", "/syncs"]}
      {...dialog}
    >
      {(form, refusal) => (
        <>
          {inUse && (
            <Notice tone="info" title="The catalog reads this warehouse.">
              Pointing it somewhere else makes a new version of the catalog, and approvals that rest on it
              become void.
            </Notice>
          )}
          <ConnectionFields kind={definition} form={form} refusal={refusal} secretHelp={() => KEEP_SECRET} />
        </>
      )}
    </EditConnectionDialog>
  );
}
