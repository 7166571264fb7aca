"use client";

import { EditConnectionDialog, KEEP_SECRET } from "@/components/connections/edit-dialog";
import { Field, Input } from "@/components/ui/field";
import type { DestinationView } from "@/lib/core/views/destination";
import { SettingControl } from "./setting-control";

/** Of a connected account. */
export function EditDestinationDialog({
  destination: { id, name, settings, definition },
  ...dialog
}: {
  destination: DestinationView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSaved: () => void;
}) {
  return (
    <EditConnectionDialog
      path={`/destinations/${id}`}
      initial={{ name, settings }}
      refresh={["/destinations", "/syncs"]}
      {...dialog}
    >
      {({ register }) => (
        <>
          <Field label="Name">{(aria) => <Input {...aria} {...register("name")} />}</Field>
          {definition.settings.map((setting) => (
            <Field key={setting.id} label={setting.label} help={setting.help}>
              {(aria) => (
                <SettingControl setting={setting} {...aria} {...register(`settings.${setting.id}`)} />
              )}
            </Field>
          ))}
          {definition.secrets.map((secret) => (
            <Field key={secret.id} label={secret.label} help={KEEP_SECRET}>
              {(aria) => (
                <Input {...aria} type="password" autoComplete="off" {...register(`secrets.${secret.id}`)} />
              )}
            </Field>
          ))}
        </>
      )}
    </EditConnectionDialog>
  );
}
