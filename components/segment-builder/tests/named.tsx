import { classNames } from "@/components/ui/class-names";
import type { PartNames } from "@/lib/core/segment/part-names";
import type { Literal } from "@/lib/core/segment/types";

/** Some of the weekdays, or of the months: all are few enough to stand there, each pressed or not. */
export function NamedValues({
  label,
  names,
  values,
  onChange,
}: {
  label: string;
  names: PartNames;
  values: readonly Literal[];
  onChange: (values: Literal[]) => void;
}) {
  const chosen = new Set(values.map(String));
  // What a tree from elsewhere names besides can be seen, and taken away.
  const strange = values.filter((value) => !(String(value) in names));
  const all = [...Object.entries(names), ...strange.map((value) => [String(value), String(value)] as const)];
  function toggle(number: string) {
    if (chosen.has(number)) onChange(values.filter((value) => String(value) !== number));
    else onChange([...values, Number(number)].sort((a, b) => Number(a) - Number(b)));
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own layout
    <div role="group" aria-label={label} className="flex min-w-0 flex-wrap gap-1">
      {all.map(([number, name], index) => (
        <button
          key={number}
          type="button"
          aria-pressed={chosen.has(number)}
          aria-label={name}
          data-open-slot={values.length === 0 && index === 0 ? "" : undefined}
          onClick={() => toggle(number)}
          className={classNames(
            "h-7 rounded-md border px-1.5 text-sm sm:px-2",
            chosen.has(number)
              ? "border-ink bg-ink font-medium text-page"
              : "border-line-strong bg-raised text-ink-2 hover:bg-hover hover:text-ink",
          )}
        >
          {name.slice(0, 3)}
        </button>
      ))}
    </div>
  );
}
