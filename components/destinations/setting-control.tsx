import type { UseFormRegisterReturn } from "react-hook-form";
import { type FieldAria, Input, Select } from "@/components/ui/field";
import type { SettingView } from "@/lib/core/views/destination";

/** Written, or chosen where the definition has a few values for it. */
export function SettingControl({
  setting: { choices, initial, required },
  ...rest
}: { setting: SettingView } & FieldAria & UseFormRegisterReturn) {
  if (!choices) return <Input {...rest} />;
  const unchosen = initial === undefined ? [{ value: "", label: required ? "Choose…" : "—" }] : [];
  return <Select {...rest} options={[...unchosen, ...choices]} />;
}
