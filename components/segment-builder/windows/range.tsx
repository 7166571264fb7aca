import { classNames } from "@/components/ui/class-names";
import { Input } from "@/components/ui/field";
import type { WindowKinds } from "@/lib/core/segment/kinds";
import { INLINE } from "../inputs/inline-select";
import type { WindowEditorProps } from "./window-editor";

/** Dates: whole days, both in. Times: from the first moment up to, not including, the second. An end may stay open. */
export function RangeWindow({ window, onChange, ofDates }: WindowEditorProps<WindowKinds["range"]>) {
  const set = (part: "from" | "to", value: string) => {
    const { [part]: _old, ...rest } = window;
    onChange(value === "" ? rest : { ...rest, [part]: value });
  };
  return (
    <>
      <DateInput label="From" value={window.from} onChange={(value) => set("from", value)} />
      <span className="text-sm">{ofDates ? "and" : "and before"}</span>
      <DateInput label={ofDates ? "To" : "Before"} value={window.to} onChange={(value) => set("to", value)} />
    </>
  );
}

function DateInput({
  label,
  value = "",
  onChange,
}: {
  label: string;
  value?: string;
  onChange: (value: string) => void;
}) {
  return (
    <Input
      aria-label={label}
      type="date"
      value={value.slice(0, 10)}
      onChange={({ target }) => onChange(target.value)}
      className={classNames(INLINE, "w-36")}
    />
  );
}
