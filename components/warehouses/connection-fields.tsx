import type { UseFormReturn } from "react-hook-form";
import { ApiError } from "@/components/api/client";
import { Field, Input, Select } from "@/components/ui/field";
import type { WarehouseKindView, WarehouseSettingView } from "@/lib/core/views";

export type Connection = {
  name: string;
  settings: Record<string, string>;
  secrets: Record<string, string>;
};

/** The form of a kind of warehouse, read off its definition. `refusal`: what the server said, under the field it is about. */
export function ConnectionFields({
  kind,
  form: { register, formState },
  refusal,
  secretHelp,
}: {
  kind: WarehouseKindView;
  form: UseFormReturn<Connection>;
  refusal: Error | null;
  secretHelp: (help: string) => string;
}) {
  const { errors } = formState;
  return (
    <>
      <Field label="Name" help="How people here and catalogs call it." problem={errors.name?.message}>
        {(aria) => <Input {...aria} {...register("name", { required: "Give it a name." })} />}
      </Field>
      {kind.settings.map((setting) => (
        <Field
          key={setting.id}
          label={setting.label}
          help={helpOf(setting)}
          problem={errors.settings?.[setting.id]?.message ?? refusedSetting(refusal, setting.id)}
        >
          {(aria) => {
            const field = register(`settings.${setting.id}`, {
              required: setting.required && `${setting.label} is needed.`,
            });
            if (setting.input === "choice") {
              const options = (setting.options ?? []).map((value) => ({ value, label: value }));
              return <Select {...aria} {...field} options={options} />;
            }
            const mode = setting.input === "number" ? "numeric" : undefined;
            return <Input {...aria} {...field} inputMode={mode} placeholder={setting.otherwise} />;
          }}
        </Field>
      ))}
      {kind.secrets.map((secret) => (
        <Field key={secret.id} label={secret.label} help={secretHelp(secret.help)}>
          {(aria) => (
            <Input {...aria} type="password" autoComplete="off" {...register(`secrets.${secret.id}`)} />
          )}
        </Field>
      ))}
    </>
  );
}

/** What a choice starts at; everything else starts empty and shows what holds then. */
export function startingSettings(kind: WarehouseKindView): Record<string, string> {
  return Object.fromEntries(
    kind.settings.map(({ id, input, otherwise, options }) => [
      id,
      input === "choice" ? (otherwise ?? options?.[0] ?? "") : "",
    ]),
  );
}

export function refusedSetting(refusal: Error | null, id: string): string | undefined {
  if (!(refusal instanceof ApiError)) return undefined;
  return refusal.view.problems?.find(({ path }) => path === id)?.message;
}

function helpOf({ help, input, required }: WarehouseSettingView): string | undefined {
  const parts = [help, input === "list" ? "Several with commas between." : undefined];
  const said = parts.filter(Boolean).join(" ");
  if (required) return said || undefined;
  return input === "choice" ? said : `${said} May be left empty.`.trim();
}
