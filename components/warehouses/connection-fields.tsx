import type { UseFormRegister, UseFormReturn } from "react-hook-form";
import { ApiError } from "@/components/api/client";
import type { Connection } from "@/components/connections/edit-dialog";
import { Disclosure } from "@/components/ui/disclosure";
import { Field, Input, Select } from "@/components/ui/field";
import type { WarehouseKindView, WarehouseSettingView } from "@/lib/core/views/warehouse";

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
  const setting = (one: WarehouseSettingView) => (
    <SettingField
      key={one.id}
      setting={one}
      register={register}
      problem={errors.settings?.[one.id]?.message ?? refusedSetting(refusal, one.id)}
    />
  );
  const further = kind.settings.filter(({ required }) => !required);
  const isRefused = further.some(({ id }) => refusedSetting(refusal, id));
  return (
    <>
      <Field label="Name" help="How people here and catalogs call it." problem={errors.name?.message}>
        {(aria) => <Input {...aria} {...register("name", { required: "Give it a name." })} />}
      </Field>
      {kind.settings.filter(({ required }) => required).map(setting)}
      {kind.secrets.map((secret) => (
        <Field key={secret.id} label={secret.label} help={secretHelp(secret.help)}>
          {(aria) => (
            <Input {...aria} type="password" autoComplete="off" {...register(`secrets.${secret.id}`)} />
          )}
        </Field>
      ))}
      {further.length > 0 && (
        <Disclosure summary="Further settings" open={isRefused || further.length === kind.settings.length}>
          <div className="flex flex-col gap-4">{further.map(setting)}</div>
        </Disclosure>
      )}
    </>
  );
}

function SettingField({
  setting,
  register,
  problem,
}: {
  setting: WarehouseSettingView;
  register: UseFormRegister<Connection>;
  problem: string | undefined;
}) {
  const { id, label, input, options = [], otherwise, required } = setting;
  const field = register(`settings.${id}`, { required: required && `${label} is needed.` });
  return (
    <Field label={label} help={helpOf(setting)} problem={problem}>
      {(aria) =>
        input === "choice" ? (
          <Select {...aria} {...field} options={options.map((value) => ({ value, label: value }))} />
        ) : (
          <Input
            {...aria}
            {...field}
            inputMode={input === "number" ? "numeric" : undefined}
            placeholder={otherwise}
          />
        )
      }
    </Field>
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
