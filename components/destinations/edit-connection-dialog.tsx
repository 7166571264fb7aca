"use client";

import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { ErrorNotice } from "@/components/ui/states";
import type { DestinationView } from "@/lib/core/views/destination";
import { SettingControl } from "./setting-control";

type Connection = { name: string; settings: Record<string, string>; secrets: Record<string, string> };

/** New name, settings or token of a connected account; a secret left empty stays as it is. */
export function EditConnectionDialog({
  destination,
  open,
  onOpenChange,
  onSaved,
}: {
  destination: DestinationView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSaved: () => void;
}) {
  const { definition } = destination;
  const { register, handleSubmit } = useForm<Connection>({
    defaultValues: { name: destination.name, settings: destination.settings },
  });
  const save = useSend<Connection, { id: string }>({
    request: ({ name, settings, secrets }) => {
      const given = Object.fromEntries(Object.entries(secrets ?? {}).filter(([, value]) => value !== ""));
      const body = { name, settings, ...(Object.keys(given).length > 0 ? { secrets: given } : {}) };
      return { path: `/destinations/${destination.id}`, method: "PUT", body };
    },
    refresh: ["/destinations", "/syncs"],
    quiet: true,
    done: () => {
      toast.success("The connection is saved.");
      onOpenChange(false);
      onSaved();
    },
  });
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Edit connection">
      <form noValidate onSubmit={handleSubmit((input) => save.mutate(input))} className="flex flex-col gap-4">
        {save.error && <ErrorNotice error={save.error} />}
        <Field label="Name">{(aria) => <Input {...aria} {...register("name")} />}</Field>
        {definition.settings.map((setting) => (
          <Field key={setting.id} label={setting.label} help={setting.help}>
            {(aria) => <SettingControl setting={setting} {...aria} {...register(`settings.${setting.id}`)} />}
          </Field>
        ))}
        {definition.secrets.map((secret) => (
          <Field key={secret.id} label={secret.label} help="Leave it empty to keep the one there is.">
            {(aria) => (
              <Input {...aria} type="password" autoComplete="off" {...register(`secrets.${secret.id}`)} />
            )}
          </Field>
        ))}
        <div className="flex justify-end">
          <Button type="submit" look="accent" busy={save.isPending}>
            Save and test
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
