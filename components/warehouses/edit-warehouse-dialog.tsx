"use client";

import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice, Notice } from "@/components/ui/states";
import type { WarehouseView } from "@/lib/core/views/warehouse";
import { type Connection, ConnectionFields } from "./connection-fields";

/** New name, settings or password; a secret left empty stays as it is. */
export function EditWarehouseDialog({
  warehouse,
  open,
  onOpenChange,
  onSaved,
}: {
  warehouse: WarehouseView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSaved: () => void;
}) {
  const form = useForm<Connection>({
    defaultValues: { name: warehouse.name, settings: warehouse.settings, secrets: {} },
  });
  const save = useSend<Connection, { id: string }>({
    request: ({ name, settings, secrets }) => {
      const given = Object.fromEntries(Object.entries(secrets ?? {}).filter(([, value]) => value !== ""));
      const body = { name, settings, ...(Object.keys(given).length > 0 ? { secrets: given } : {}) };
      return { path: `/warehouses/${warehouse.id}`, method: "PUT", body };
    },
    refresh: ["/warehouses", "/catalog", "/syncs"],
    quiet: true,
    done: () => {
      toast.success("The connection is saved.");
      onOpenChange(false);
      onSaved();
    },
  });
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Edit connection">
      <form
        noValidate
        onSubmit={form.handleSubmit((input) => save.mutate(input))}
        className="flex flex-col gap-4"
      >
        {save.error && <ErrorNotice error={save.error} />}
        {warehouse.inUse && (
          <Notice tone="info" title="The catalog reads this warehouse.">
            Pointing it somewhere else makes a new version of the catalog, and approvals that rest on it
            become void.
          </Notice>
        )}
        <ConnectionFields
          kind={warehouse.definition}
          form={form}
          refusal={save.error}
          secretHelp={() => "Leave it empty to keep the one there is."}
        />
        <div className="flex justify-end">
          <Button type="submit" look="accent" busy={save.isPending}>
            Save and test
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
