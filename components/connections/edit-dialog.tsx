"use client";

import type { ReactNode } from "react";
import { type UseFormReturn, useForm } from "react-hook-form";
import { toast } from "sonner";
import { useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/states";

export type Connection = {
  name: string;
  settings: Record<string, string>;
  secrets: Record<string, string>;
};

/** What stands under every secret of one that is connected. */
export const KEEP_SECRET = "Leave it empty to keep what is there.";

/** New name, settings or secrets of what is connected, an account or a warehouse; a secret left empty stays as it is. */
export function EditConnectionDialog({
  path,
  initial,
  refresh,
  open,
  onOpenChange,
  onSaved,
  children,
}: {
  path: string;
  initial: Pick<Connection, "name" | "settings">;
  refresh: readonly string[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSaved: () => void;
  /** Its fields; `refusal`: what the server said. */
  children: (form: UseFormReturn<Connection>, refusal: Error | null) => ReactNode;
}) {
  const form = useForm<Connection>({ defaultValues: { ...initial, secrets: {} } });
  const save = useSend<Connection, { id: string }>({
    request: ({ name, settings, secrets }) => {
      const given = Object.fromEntries(Object.entries(secrets ?? {}).filter(([, value]) => value !== ""));
      const body = { name, settings, ...(Object.keys(given).length > 0 ? { secrets: given } : {}) };
      return { path, method: "PUT", body };
    },
    refresh,
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
        {children(form, save.error)}
        <div className="flex justify-end">
          <Button type="submit" look="accent" busy={save.isPending}>
            Save and test
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
