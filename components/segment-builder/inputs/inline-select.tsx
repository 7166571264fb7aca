import { classNames } from "@/components/ui/class-names";
import type { SelectOption } from "@/components/ui/field";
import { Select } from "@/components/ui/field";

export const INLINE = "h-7 border-line-strong px-2 text-sm";
/** Words to choose are tinted, values to enter are framed. */
const WORD = "w-auto max-w-full border-transparent bg-hover pr-6 field-sizing-content hover:bg-pressed";

/** A select that is a word of the sentence: as wide as what it says. */
export function InlineSelect<V extends string>({
  label,
  value,
  options,
  onChange,
  className,
  strong = false,
}: {
  label: string;
  value: V;
  options: readonly (SelectOption & { value: V })[];
  onChange: (value: V) => void;
  className?: string;
  strong?: boolean;
}) {
  return (
    <Select
      aria-label={label}
      value={value}
      options={options}
      // The options are the only values a select can have.
      onChange={(event) => onChange(event.target.value as V)}
      className={classNames(INLINE, WORD, strong && "font-medium", className)}
    />
  );
}
